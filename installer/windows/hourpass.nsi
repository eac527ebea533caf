; The Windows installer, for one person and without an administrator. Compiled by `python3 installer/develop.py windows`,
; which defines VERSION, BUNDLE (the folder with the frozen app), ICON and OUTPUT, and SIGN where files are to be signed.
;
; Compiled on Linux in the tests, and not yet run on Windows: see docs/packaging.md.

Unicode true
ManifestDPIAware true
Target amd64-unicode
SetCompressor /SOLID lzma

!define NAME "Hourpass"
!define APP_ID "Hourpass.Hourpass"            ; as in hourpass/adapters/windows_identity.py
!define RUNNING "Local\HourpassRunning"       ; likewise
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define MODEL "Software\Classes\AppUserModelId\${APP_ID}"

Name "${NAME}"
OutFile "${OUTPUT}"
; No page to choose a folder: what is removed below is then surely ours.
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
RequestExecutionLevel user
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText "${NAME} ${VERSION}"

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!include texts.nsh

; Puts into $1 what to say where PROGRAM runs: Windows lets nobody write to a file that does.
!macro LookAt PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      StrCpy $1 "$(CommandRuns)"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
!macroend

; Ends with exit status 3 where the app, or a command that tools wait for, still runs, and the person gives up or was told
; to see nothing of this (/S). The app's own window is known by its mutex; the rest by the two programs' files.
!macro WaitForEnd
  ${Do}
    StrCpy $1 ""
    !insertmacro LookAt "hourpass.exe"
    !insertmacro LookAt "hourpass-cli.exe"
    System::Call 'kernel32::OpenMutexW(i 0x00100000, i 0, w "${RUNNING}") p.r0'
    ${If} $0 P<> 0
      System::Call 'kernel32::CloseHandle(p r0)'
      StrCpy $1 "$(IsRunning)"
    ${EndIf}
    ${If} $1 == ""
      ${Break}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$1" /SD IDCANCEL IDRETRY +3
      SetErrorLevel 3
      Quit
  ${Loop}
!macroend

; The link with the id that notifications are known by: without it Windows shows none, or under another name.
; Untried: whether Windows finds the id again is seen there only.
!macro GiveLinkTheId LINK
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${LINK}", ${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call 'Oleaut32::SysAllocString(w "${APP_ID}") p.r3'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_BSTR},,&i${NSIS_PTR_SIZE} $3)p.r5'
        ${IPropertyStore::SetValue} $2 '($4,$5)'
        System::Call 'Oleaut32::SysFreeString(p r3)'
        System::Free $4
        System::Free $5
        ${IPropertyStore::Commit} $2 ""
        ${IUnknown::Release} $2 ""
        ${IPersistFile::Save} $1 '("${LINK}",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    SetErrorLevel 2
    Quit
  ${EndIf}
  ; /AUTOSTART chooses it for who installs without being asked.
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AUTOSTART" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection 1
  ${EndIf}
  !insertmacro WaitForEnd
FunctionEnd

Section "${NAME}"
  SectionIn RO
  !insertmacro WaitForEnd ; once more: tools may have started a command since
  ; What an older version had and this one has not must not be loaded.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\LICENCES"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}\*"
  File "/oname=hourpass.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\hourpass.exe" "" "$INSTDIR\hourpass.ico" 0 SW_SHOWNORMAL "" "$(Comment)"
  !insertmacro GiveLinkTheId "$SMPROGRAMS\${NAME}.lnk"
  WriteRegStr HKCU "${MODEL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${MODEL}" "IconUri" "$INSTDIR\hourpass.ico"
  WriteRegStr HKCU "${APP_PATHS}\hourpass.exe" "" "$INSTDIR\hourpass.exe"
  WriteRegStr HKCU "${APP_PATHS}\hourpass-cli.exe" "" "$INSTDIR\hourpass-cli.exe"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Hourpass authors"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\hourpass.ico"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

; The value that the switch in the app's settings writes as well.
Section /o "$(AtLogin)"
  WriteRegStr HKCU "${RUN}" "${NAME}" '"$INSTDIR\hourpass.exe" --hidden'
SectionEnd

Function un.onInit
  !insertmacro WaitForEnd
FunctionEnd

; Leaves what is the person's: settings, records of setups, and the keys in the Credential Manager.
Section "Uninstall"
  !insertmacro WaitForEnd
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegValue HKCU "${RUN}" "${NAME}"
  DeleteRegValue HKCU "${APPROVED}" "${NAME}"
  DeleteRegKey HKCU "${MODEL}"
  DeleteRegKey HKCU "${APP_PATHS}\hourpass.exe"
  DeleteRegKey HKCU "${APP_PATHS}\hourpass-cli.exe"
  DeleteRegKey HKCU "${UNINSTALL}"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\LICENCES"
  Delete "$INSTDIR\hourpass.exe"
  Delete "$INSTDIR\hourpass-cli.exe"
  Delete "$INSTDIR\hourpass.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
SectionEnd

; Signing comes between: the programs before this script is compiled, these two while it is. %1 is the file.
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif
