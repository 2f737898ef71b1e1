// @ts-check
import { shapeDifferences } from './compareShapes.mjs';
import { acceptedDifferences, leftOut } from './differences.mjs';
import { Preparation } from './Preparation.mjs';
import { RecordedNames } from './RecordedNames.mjs';
import { preparations, standInForImport } from './scenarios.mjs';

/**
 * @typedef {object} Recording one exchange of Microsoft's own command line with the real service
 * @property {string} source the scenario it belongs to
 * @property {string} host
 * @property {string} method
 * @property {string} url
 * @property {number} status
 * @property {Record<string, string>} reqHeaders
 * @property {string} [reqBody]
 * @property {string} [resBody]
 *
 * @typedef {object} Replay
 * @property {number} replayed
 * @property {Map<string, number>} leftOut how many exchanges, by reason
 * @property {string[]} differences
 */

/**
 * Brings about what a recorded scenario took for granted, sends its requests in order, and compares
 * the answers' status and shape.
 *
 * @param {{ recordings: Recording[], url: string, token: string }} options `url` is scheme, host and
 *   port of an Azure DevOps of ours in which nothing has happened
 * @returns {Promise<Replay>}
 */
export async function replayRecording({ recordings, url, token }) {
  const names = new RecordedNames();
  const prepare = new Preparation({ url, token });
  const scenario = recordings[0].source.replace(/^test_|\.yaml$/g, '');
  await preparations[scenario]?.(prepare, names);
  /** @type {Replay} */
  const replay = { replayed: 0, leftOut: new Map(), differences: [] };
  for (const recording of recordings) {
    const reason = leftOut.find(({ matches }) => matches(recording))?.reason;
    if (reason) {
      replay.leftOut.set(reason, (replay.leftOut.get(reason) ?? 0) + 1);
      await standInForImport({
        recording,
        url: names.translate(recording.url),
        prepare,
      });
      continue;
    }
    const recorded = parse(recording.resBody);
    const answer = await send({ recording, url, token, names });
    names.learn(recorded, answer.body);
    replay.replayed += 1;
    replay.differences.push(
      ...differencesOf({ recording, recorded, answer, names }),
    );
  }
  return replay;
}

/**
 * @param {{ recording: Recording, url: string, token: string, names: RecordedNames }} options
 */
async function send({ recording, url, token, names }) {
  const { method, reqHeaders, reqBody } = recording;
  const response = await fetch(`${url}${names.translate(recording.url)}`, {
    method,
    headers: {
      accept: reqHeaders.accept,
      ...(reqHeaders['content-type'] && {
        'content-type': reqHeaders['content-type'],
      }),
      authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
    },
    body: reqBody ? names.translateBody(reqBody) : undefined,
  });
  return { status: response.status, body: parse(await response.text()) };
}

/**
 * @param {{
 *   recording: Recording,
 *   recorded: unknown,
 *   answer: { status: number, body: unknown },
 *   names: RecordedNames,
 * }} options
 */
function differencesOf({ recording, recorded, answer, names }) {
  const { method, url, status, source } = recording;
  const place = `${source} ${method} ${url}`;
  if (answer.status !== status) {
    const why = /** @type {any} */ (answer.body)?.message ?? '';
    return [`${place}: ${status} expected, ${answer.status} found ${why}`];
  }
  return shapeDifferences({
    recorded: names.translateKeys(recorded),
    actual: answer.body,
  })
    .filter(
      difference =>
        !acceptedDifferences.some(accepted =>
          accepted.matches(recording, difference),
        ),
    )
    .map(difference => `${place}: ${difference}`);
}

/**
 * @param {string | undefined} text
 * @returns {any}
 */
function parse(text) {
  if (!text) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return text;
    }
    throw error;
  }
}
