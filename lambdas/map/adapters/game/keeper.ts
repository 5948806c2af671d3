/**
 * A shell that keeps a game: it lives while whoever started it does. However that one dies, also by SIGKILL, its end of the
 * shell's standard input closes; then the game is killed and the folder goes. The game itself is spoken to over descriptor 3.
 * POSIX sh: a `read` in the background, and `wait` for the game, whose exit status it ends with. The shell itself writes nothing:
 * nobody may be there any more to read it, and that would end it before its work is done.
 */
export const KEEPER = `
folder=$0
exec 4<&0
"$@" <&3 3<&- 4<&- &
game=$!
exec 3<&- >/dev/null 2>&1
{ read -r nothing <&4; kill -9 $game; } &
watch=$!
exec 4<&-
wait $game
status=$?
kill $watch
rm -rf "$folder"
exit $status
`;
