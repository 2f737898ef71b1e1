import { Commit } from '../../git/BareRepository';
import { Html } from '../html';
import { link, table, time } from '../PageContext';

/** Commits, each with the way to its page. */
export function commitTable(options: {
  readonly caption: string;
  readonly commits: readonly Commit[];
  /** Address of the repository. */
  readonly url: string;
}): Html {
  return table({
    caption: options.caption,
    head: ['Commit', 'Message', 'Author', 'Time'],
    rows: options.commits.map(commit => [
      link(`${options.url}/commit/${commit.id}`, commit.id.slice(0, 8)),
      commit.message.split('\n')[0],
      commit.author.name,
      time(commit.author.date),
    ]),
    empty: 'There is no commit yet.',
  });
}
