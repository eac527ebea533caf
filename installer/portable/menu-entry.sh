#!/bin/sh
# Puts the portable Hourpass into this user's menu, or takes it out.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/hourpass.desktop
icon=$data/icons/hicolor/scalable/apps/hourpass.svg

# The language of the person's messages, as every program finds it.
language=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
case $language in
*.[Uu][Tt][Ff]-8* | *.[Uu][Tt][Ff]8*) ;;
*.*) language= ;; # this file is in UTF-8, which would be garbled there
esac
case $language in
ja | ja[_.@]*)
    usage="使い方: $0 add|remove"
    unfit="このフォルダを、文字、数字、記号 (_ . - @ : + ,) だけのパスに移動してください (スペースは使えません)。次の場所にあるプログラムは、メニューから起動できません: $here"
    ;;
ko | ko[_.@]*)
    usage="사용법: $0 add|remove"
    unfit="이 폴더를 문자, 숫자, 기호(_ . - @ : + ,)만 있는 경로로 옮기세요(공백은 사용할 수 없습니다). 다음 경로에 있는 프로그램은 메뉴에서 시작할 수 없습니다: $here"
    ;;
*)
    usage="usage: $0 add|remove"
    unfit="Move this folder to a path of letters, digits and _ . - @ : + , only: menus cannot start programs from $here"
    ;;
esac

case ${1:-} in
add)
    # Other signs mean something in a menu's commands, or to sed below. Letters may be of any language (~/ダウンロード).
    if [ "$(printf %s "$here" | LC_ALL=C tr -d 'A-Za-z0-9_./@:+,\200-\377-' | wc -c)" -gt 0 ]; then
        printf '%s\n' "$unfit" >&2
        exit 1
    fi
    mkdir -p "$(dirname "$entry")" "$(dirname "$icon")"
    sed -e "s|^Exec=hourpass|Exec=$here/hourpass|" -e "s|^TryExec=.*|TryExec=$here/hourpass|" "$here/share/hourpass.desktop" > "$entry"
    cp "$here/share/hourpass.svg" "$icon"
    ;;
remove)
    # Not one that another installation wrote.
    if [ -f "$entry" ] && grep -qxF "TryExec=$here/hourpass" "$entry"; then rm -f "$entry" "$icon"; fi
    ;;
*)
    printf '%s\n' "$usage" >&2
    exit 2
    ;;
esac
