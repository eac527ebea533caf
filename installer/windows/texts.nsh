; The pages of the installer and the uninstaller, and every text that they show, in each language: Windows' own decides, without
; asking. Of NSIS' texts those are left that read well in all of them: on its buttons, and where something is broken off.

!define MUI_COMPONENTSPAGE_NODESC
!define MUI_PAGE_HEADER_TEXT "$(ChooseTitle)"
!define MUI_PAGE_HEADER_SUBTEXT "$(ChooseSubtitle)"
!define MUI_COMPONENTSPAGE_TEXT_TOP "$(ChooseText)"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "$(ChooseList)"
!insertmacro MUI_PAGE_COMPONENTS

!define MUI_PAGE_HEADER_TEXT "$(InstallingTitle)"
!define MUI_PAGE_HEADER_SUBTEXT "$(InstallingSubtitle)"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "$(InstalledTitle)"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "$(InstalledSubtitle)"
!insertmacro MUI_PAGE_INSTFILES

!define MUI_FINISHPAGE_TITLE "$(InstalledTitle)"
!define MUI_FINISHPAGE_TEXT "$(FinishText)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\hourpass.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(FinishRun)"
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_HEADER_TEXT "$(RemoveTitle)"
!define MUI_PAGE_HEADER_SUBTEXT "$(RemoveSubtitle)"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(RemoveText)"
!define MUI_UNCONFIRMPAGE_TEXT_LOCATION "$(RemoveFrom)"
!insertmacro MUI_UNPAGE_CONFIRM

!define MUI_PAGE_HEADER_TEXT "$(RemovingTitle)"
!define MUI_PAGE_HEADER_SUBTEXT "$(RemovingSubtitle)"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "$(RemovedTitle)"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "$(RemovedSubtitle)"
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Japanese"
!insertmacro MUI_LANGUAGE "Korean"

; What the Explorer shows among the properties of the installer's file.
!macro TellVersion LANGUAGE DESCRIPTION
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${DESCRIPTION}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "The Hourpass authors"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "The Hourpass authors"
!macroend
VIProductVersion "${VERSION}.0"
!insertmacro TellVersion ${LANG_ENGLISH} "Hourpass installer"
!insertmacro TellVersion ${LANG_JAPANESE} "Hourpass インストーラー"
!insertmacro TellVersion ${LANG_KOREAN} "Hourpass 설치 프로그램"

; The link in the Start menu, and the switch on the first page.
LangString Comment ${LANG_ENGLISH} "MFA access to AWS from the desktop"
LangString Comment ${LANG_JAPANESE} "デスクトップから MFA で AWS にアクセス"
LangString Comment ${LANG_KOREAN} "데스크톱에서 MFA로 AWS 사용"
LangString AtLogin ${LANG_ENGLISH} "Start at login"
LangString AtLogin ${LANG_JAPANESE} "ログイン時に起動"
LangString AtLogin ${LANG_KOREAN} "로그인할 때 시작"

; What has to end first.
LangString IsRunning ${LANG_ENGLISH} "Hourpass is running. Quit it from its icon in the notification area, then choose Retry."
LangString IsRunning ${LANG_JAPANESE} "Hourpass が実行中です。通知領域のアイコンから終了し、［再試行］を選択してください。"
LangString IsRunning ${LANG_KOREAN} "Hourpass가 실행 중입니다. 알림 영역의 아이콘에서 종료한 다음 [다시 시도]를 선택하세요."
LangString CommandRuns ${LANG_ENGLISH} "A Hourpass command is still running. Wait for it to end, or stop it, then choose Retry."
LangString CommandRuns ${LANG_JAPANESE} "Hourpass のコマンドが実行中です。終了してから［再試行］を選択してください。"
LangString CommandRuns ${LANG_KOREAN} "Hourpass 명령이 실행 중입니다. 종료한 다음 [다시 시도]를 선택하세요."

; Installing.
LangString ChooseTitle ${LANG_ENGLISH} "Install Hourpass"
LangString ChooseTitle ${LANG_JAPANESE} "Hourpass のインストール"
LangString ChooseTitle ${LANG_KOREAN} "Hourpass 설치"
LangString ChooseSubtitle ${LANG_ENGLISH} "For you alone; no administrator is needed."
LangString ChooseSubtitle ${LANG_JAPANESE} "現在のユーザー用にインストールします。管理者権限は不要です。"
LangString ChooseSubtitle ${LANG_KOREAN} "현재 사용자용으로 설치합니다. 관리자 권한은 필요하지 않습니다."
LangString ChooseText ${LANG_ENGLISH} "Choose what you want, then click Install."
LangString ChooseText ${LANG_JAPANESE} "インストールする項目を選択し、［インストール］をクリックしてください。"
LangString ChooseText ${LANG_KOREAN} "설치할 항목을 선택한 다음 [설치]를 클릭하세요."
LangString ChooseList ${LANG_ENGLISH} "What to install:"
LangString ChooseList ${LANG_JAPANESE} "インストールする項目:"
LangString ChooseList ${LANG_KOREAN} "설치할 항목:"
LangString InstallingTitle ${LANG_ENGLISH} "Installing"
LangString InstallingTitle ${LANG_JAPANESE} "インストール中"
LangString InstallingTitle ${LANG_KOREAN} "설치 중"
LangString InstallingSubtitle ${LANG_ENGLISH} "Hourpass is being installed. Please wait."
LangString InstallingSubtitle ${LANG_JAPANESE} "Hourpass をインストールしています。しばらくお待ちください。"
LangString InstallingSubtitle ${LANG_KOREAN} "Hourpass를 설치하고 있습니다. 잠시 기다려 주세요."
LangString InstalledTitle ${LANG_ENGLISH} "Hourpass is installed"
LangString InstalledTitle ${LANG_JAPANESE} "Hourpass のインストール完了"
LangString InstalledTitle ${LANG_KOREAN} "Hourpass 설치 완료"
LangString InstalledSubtitle ${LANG_ENGLISH} "Everything went well."
LangString InstalledSubtitle ${LANG_JAPANESE} "インストールが正常に完了しました。"
LangString InstalledSubtitle ${LANG_KOREAN} "설치를 완료했습니다."
LangString FinishText ${LANG_ENGLISH} "Hourpass is in the Start menu.$\r$\n$\r$\nClick Finish to close this window."
LangString FinishText ${LANG_JAPANESE} "Hourpass はスタートメニューから起動できます。$\r$\n$\r$\n［完了］をクリックして、このウィンドウを閉じてください。"
LangString FinishText ${LANG_KOREAN} "시작 메뉴에서 Hourpass를 실행할 수 있습니다.$\r$\n$\r$\n[마침]을 클릭하여 이 창을 닫으세요."
LangString FinishRun ${LANG_ENGLISH} "&Start Hourpass now"
LangString FinishRun ${LANG_JAPANESE} "今すぐ Hourpass を起動(&S)"
LangString FinishRun ${LANG_KOREAN} "지금 Hourpass 시작(&S)"

; Removing. Windows calls the place of the keys Credential Manager, in each language by another name.
LangString RemoveTitle ${LANG_ENGLISH} "Uninstall Hourpass"
LangString RemoveTitle ${LANG_JAPANESE} "Hourpass のアンインストール"
LangString RemoveTitle ${LANG_KOREAN} "Hourpass 제거"
LangString RemoveSubtitle ${LANG_ENGLISH} "Removes Hourpass from this computer."
LangString RemoveSubtitle ${LANG_JAPANESE} "このコンピュータから Hourpass を削除します。"
LangString RemoveSubtitle ${LANG_KOREAN} "이 컴퓨터에서 Hourpass를 제거합니다."
LangString RemoveText ${LANG_ENGLISH} "Click Uninstall to remove Hourpass. Your settings stay, and so do your keys in the Credential Manager."
LangString RemoveText ${LANG_JAPANESE} "［アンインストール］をクリックすると、Hourpass を削除します。設定と、資格情報マネージャーに保存されたキーは残ります。"
LangString RemoveText ${LANG_KOREAN} "[제거]를 클릭하면 Hourpass를 제거합니다. 환경 설정과 자격 증명 관리자에 보관된 키는 그대로 남습니다."
LangString RemoveFrom ${LANG_ENGLISH} "Uninstall from:"
LangString RemoveFrom ${LANG_JAPANESE} "アンインストール元:"
LangString RemoveFrom ${LANG_KOREAN} "제거할 위치:"
LangString RemovingTitle ${LANG_ENGLISH} "Uninstalling"
LangString RemovingTitle ${LANG_JAPANESE} "アンインストール中"
LangString RemovingTitle ${LANG_KOREAN} "제거 중"
LangString RemovingSubtitle ${LANG_ENGLISH} "Hourpass is being removed. Please wait."
LangString RemovingSubtitle ${LANG_JAPANESE} "Hourpass をアンインストールしています。しばらくお待ちください。"
LangString RemovingSubtitle ${LANG_KOREAN} "Hourpass를 제거하고 있습니다. 잠시 기다려 주세요."
LangString RemovedTitle ${LANG_ENGLISH} "Hourpass is removed"
LangString RemovedTitle ${LANG_JAPANESE} "Hourpass のアンインストール完了"
LangString RemovedTitle ${LANG_KOREAN} "Hourpass 제거 완료"
LangString RemovedSubtitle ${LANG_ENGLISH} "Everything went well."
LangString RemovedSubtitle ${LANG_JAPANESE} "アンインストールが正常に完了しました。"
LangString RemovedSubtitle ${LANG_KOREAN} "제거를 완료했습니다."
