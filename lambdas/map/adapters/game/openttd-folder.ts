/** The folder that a start of OpenTTD runs in: the save, its settings, and the one command that takes a picture. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SETTINGS = `[misc]
language = english.lng
; Everything is drawn, but for signs and names: SHOW_* are left out.
display_opt = FULL_ANIMATION|FULL_DETAIL
graphicsset = OpenGFX
soundsset = NoSound
musicset = NoMusic
screenshot_format = bmp
[gui]
autosave = off
autosave_on_exit = false
loading_indicators = 0
smooth_scroll = false
errmsg_duration = 0
[network]
; Nobody joins, so the game pauses as it is loaded: two starts give the same pixels.
min_active_clients = 1
; Not told to anybody, and at a port that the system chooses, so that several can run.
server_game_type = local
server_port = 0
server_name = Tessera
client_name = Tessera
`;

/**
 * `scrollto` alone has no effect in a server, which draws no frames; changing the zoom moves the view. One line at a time: the
 * game reads no further line until more input comes.
 */
const COMMANDS = `alias tessera "scrollto instant %A %B; zoomto 3; zoomto 2; screenshot normal size %C %D %E"
`;

/** The start's own arguments. @param size of the captures, which the view must have, in px */
export const openttdArguments = (folder: string, { width, height }: { width: number; height: number }): string[] => [
  ...['-D', '127.0.0.1', '-b', '8bpp-optimized', '-r', `${width}x${height}`, '-s', 'null', '-m', 'null'],
  // -x: settings are not written back.
  ...['-x', '-c', join(folder, 'openttd.cfg'), '-g', join(folder, 'game.sav')],
];

/** Makes a fresh folder below the system's own for temporary files. */
export async function openttdFolder(save: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openttd-'));
  await mkdir(join(folder, 'scripts'));
  await Promise.all([
    writeFile(join(folder, 'game.sav'), save),
    writeFile(join(folder, 'openttd.cfg'), SETTINGS),
    writeFile(join(folder, 'scripts', 'autoexec.scr'), COMMANDS),
  ]);
  return folder;
}

export const screenshotFile = (folder: string, name: string): string => join(folder, 'screenshot', `${name}.bmp`);

/**
 * Rows that are drawn below a picture and thrown away. The game draws in strips of about 64 KiB, from the bottom, into memory that
 * it does not clear, and between some tiles of a slope a single pixel is never drawn: it keeps what was there. In the lowest
 * strip that is the picture before, so one capture would differ by some pixels with what was captured before it (8 of 40 did). Two
 * strips more, and a picture depends on itself alone (src/screenshot.cpp, MakeBMPImage).
 */
export const rowsBelow = (width: number): number => 2 * Math.min(128, Math.max(16, Math.floor(65_536 / width)));
