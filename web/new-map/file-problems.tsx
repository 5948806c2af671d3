import { WarningIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';

/** More would not be read; the count tells that there are. */
const SHOWN = 50;

/** Each file that stands in the way, with its remedy. */
export function FileProblems({ problems, onRestart }: { problems: string[]; onRestart: () => void }) {
  return (
    <section class="message problem" role="alert">
      <h3 class="state failed">
        <WarningIcon /> {text.filesNeedWork}
      </h3>
      <ul class="file-problems">
        {problems.slice(0, SHOWN).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      {problems.length > SHOWN && <p>{text.moreProblems(count(problems.length - SHOWN))}</p>}
      <button type="button" class="button" onClick={onRestart}>
        {text.chooseOthers}
      </button>
    </section>
  );
}
