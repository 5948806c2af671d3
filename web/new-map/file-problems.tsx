import { type ToldProblem, toldProblems } from '../../client/told-problems.ts';
import { WarningIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';

/** More would not be read; the count tells that there are. */
const SHOWN = 50;

/** What stands in the way, with its remedy and the files that it is about. */
export function FileProblems({ problems, onRestart }: { problems: string[]; onRestart: () => void }) {
  const told = toldProblems(problems);
  return (
    <section class="message problem" role="alert">
      <h3 class="state failed">
        <WarningIcon /> {text.filesNeedWork}
      </h3>
      <ul class="file-problems">
        {told.slice(0, SHOWN).map((problem) => (
          <Problem key={typeof problem === 'string' ? problem : problem.what} problem={problem} />
        ))}
      </ul>
      {told.length > SHOWN && <p>{text.moreProblems(count(told.length - SHOWN))}</p>}
      <button type="button" class="button" onClick={onRestart}>
        {text.chooseOthers}
      </button>
    </section>
  );
}

function Problem({ problem }: { problem: ToldProblem }) {
  if (typeof problem === 'string') return <li>{problem}</li>;
  const { what, files } = problem;
  return (
    <li>
      {text.filesEach(count(files.length), what)}
      <p class="quiet small">
        {files.slice(0, SHOWN).join(', ')}
        {files.length > SHOWN && `, ${text.moreProblems(count(files.length - SHOWN))}`}
      </p>
    </li>
  );
}
