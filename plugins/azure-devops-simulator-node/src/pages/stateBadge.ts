import { html, Html } from './html';

/** How something stands; each has a sign of its own beside its colour. */
export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'calm';

const signs: Readonly<Record<Tone, string>> = {
  good: '✓',
  bad: '✗',
  warn: '!',
  busy: '●',
  calm: '○',
};

/** A state in words, with a sign and a colour. */
export function stateBadge(state: State): Html {
  return html`<span class="state ${state.tone}"
    ><span aria-hidden="true">${signs[state.tone]}</span> ${state.label}</span
  >`;
}

export interface State {
  readonly tone: Tone;
  readonly label: string;
}
