#!/bin/sh
# Puts the portable Hourpass into this user's menu, or takes it out.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/hourpass.desktop
icon=$data/icons/hicolor/scalable/apps/hourpass.svg

case ${1:-} in
add)
    case $here in
    *[!A-Za-z0-9_./@:+,-]*)
        echo "Move this folder to a path of letters, digits and _ . - @ : + , only: menus cannot start programs from $here" >&2
        exit 1
        ;;
    esac
    mkdir -p "$(dirname "$entry")" "$(dirname "$icon")"
    sed -e "s|^Exec=hourpass|Exec=$here/hourpass|" -e "s|^TryExec=.*|TryExec=$here/hourpass|" "$here/share/hourpass.desktop" > "$entry"
    cp "$here/share/hourpass.svg" "$icon"
    ;;
remove)
    # Not one that another installation wrote.
    if [ -f "$entry" ] && grep -q "^TryExec=$here/hourpass\$" "$entry"; then rm -f "$entry" "$icon"; fi
    ;;
*)
    echo "usage: $0 add|remove" >&2
    exit 2
    ;;
esac
