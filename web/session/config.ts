import { text } from '../text/en.ts';

/** `/config.json`: whom the pages sign in with. Asked for once a page load. */
export type LoginConfig = { issuer: string; client_id: string; audience: string };

let asked: Promise<LoginConfig> | undefined;

export function loginConfig(): Promise<LoginConfig> {
  asked ??= fetch('/config.json').then((answer) => {
    if (!answer.ok) throw new Error(text.configAnswered(answer.status));
    return answer.json();
  });
  asked.catch(() => {
    asked = undefined;
  });
  return asked;
}
