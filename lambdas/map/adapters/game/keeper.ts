/**
 * A shell that keeps a game: it lives while whoever started it does. However that one dies, also by SIGKILL, its end of the
 * shell's standard input closes; then the game is killed and the folder goes. The game itself is spoken to over descriptor 3.
 * POSIX sh: a `read` in the background, and `wait` for the game, whose exit status it ends with.
 */
export const KEEPER = `
folder=$0
exec 4<&0
"$@" <&3 3<&- 4<&- &
game=$!
exec 3<&-
{ read -r nothing <&4; kill -9 $game; } >/dev/null 2>&1 &
watch=$!
exec 4<&-
wait $game
status=$?
kill $watch 2>/dev/null
rm -rf "$folder"
exit $status
`;
