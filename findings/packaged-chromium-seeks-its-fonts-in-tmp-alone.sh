#!/usr/bin/env bash
# @sparticuz/chromium 153.0.0 (npm) unpacks its browser, libraries and fonts below os.tmpdir(), which follows TMPDIR, and
# points FONTCONFIG_PATH there. The fonts.conf that it unpacks names four fixed folders, /tmp/fonts among them, and not the
# one beside it. So with any other TMPDIR, on a machine without fonts of its own, fontconfig is sent to a folder that does
# not hold the fonts: pages open, and their text has no height. Nothing is reported.
#
# Seen on 2026-11-29 with Node 24, Linux x64:
#   fonts unpacked to TMPDIR: 3
#   folders in fonts.conf: /var/task/.fonts /var/task/fonts /opt/fonts /tmp/fonts
#   the folder they were unpacked to is not among them
#
# Remedy: a fonts.conf of one's own, named in FONTCONFIG_FILE.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/elsewhere"
cd "$work"
echo '{"type":"module","private":true}' >package.json
npm install --no-audit --no-fund --silent @sparticuz/chromium@153.0.0
unpacked=$(TMPDIR="$work/elsewhere" AWS_EXECUTION_ENV=AWS_Lambda_nodejs24.x node -e '
  import("@sparticuz/chromium").then(async ({ default: chromium }) => {
    await chromium.executablePath();
    console.log(process.env.FONTCONFIG_PATH);
  });
')
echo "fonts unpacked to TMPDIR: $(find "$unpacked" -name '*.ttf' | wc -l)"
folders=$(sed -n 's:.*<dir>\(.*\)</dir>.*:\1:p' "$unpacked/fonts.conf" | tr '\n' ' ')
echo "folders in fonts.conf: $folders"
case "$unpacked" in "$work/elsewhere"/*) ;; *) echo "changed: FONTCONFIG_PATH is $unpacked"; exit 1 ;; esac
[ "$(find "$unpacked" -name '*.ttf' | wc -l)" -gt 0 ] || { echo "changed: no fonts are unpacked there"; exit 1; }
case " $folders" in
*" $work/elsewhere"* | *prefix=* | *" $unpacked"*) echo "changed: fonts.conf names the folder beside it"; exit 1 ;;
*" /tmp/fonts "*) echo "the folder they were unpacked to is not among them" ;;
*) echo "changed: fonts.conf names other folders"; exit 1 ;;
esac
