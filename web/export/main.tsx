/** The viewer of an exported map: one file beside `map.json` and `tiles/`, for any static server. */
import { render } from 'preact';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { text } from '../text/en.ts';
import { Viewer } from '../viewer/viewer.tsx';
import '../style/base.css';
import '../style/export.css';

const element = document.getElementById('app')!;

async function start() {
  const answer = await fetch('./map.json');
  if (!answer.ok) throw new Error(text.exportAnswered(answer.status));
  const map: MapJson = await answer.json();
  document.title = map.name;
  render(
    <main>
      <Viewer map={map} tiles="./tiles/" />
    </main>,
    element,
  );
}

start().catch((error) => {
  render(
    <main class="export-problem">
      <h1>{text.exportFailed}</h1>
      <p>{error.message}</p>
      <p>{text.exportRemedy}</p>
    </main>,
    element,
  );
});
