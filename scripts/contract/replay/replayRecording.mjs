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
 * @property {Map<string, number>} accepted how many differences are meant to be, by reason
 */

/**
 * Brings about what a recorded scenario took for granted, sends its requests in order, and compares
 * the answers' status and shape.
 *
 * @param {{
 *   recordings: Recording[],
 *   url: string,
 *   token: string,
 *   organization: string,
 * }} options `url` is scheme, host and port of an Azure DevOps of ours, `organization` one in which
 *   nothing has happened
 * @returns {Promise<Replay>}
 */
export async function replayRecording({
  recordings,
  url,
  token,
  organization,
}) {
  const names = new RecordedNames();
  names.add('/contoso/', `/${organization}/`);
  const prepare = new Preparation({ url: `${url}/${organization}`, token });
  const scenario = recordings[0].source.replace(/^test_|\.yaml$/g, '');
  await preparations[scenario]?.(prepare, names);
  /** @type {Replay} */
  const replay = {
    replayed: 0,
    leftOut: new Map(),
    differences: [],
    accepted: new Map(),
  };
  for (const recording of recordings) {
    const reason = leftOut.find(({ matches }) => matches(recording))?.reason;
    if (reason) {
      count(replay.leftOut, reason);
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
    for (const difference of differencesOf({
      recording,
      recorded,
      answer,
      names,
    })) {
      const accepted = acceptedDifferences.find(({ matches }) =>
        matches(recording, difference),
      );
      if (accepted) {
        count(replay.accepted, accepted.reason);
      } else {
        replay.differences.push(
          `${recording.method} ${recording.url}: ${difference}`,
        );
      }
    }
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
  if (answer.status !== recording.status) {
    const why = /** @type {any} */ (answer.body)?.message ?? '';
    return [`${recording.status} expected, ${answer.status} found ${why}`];
  }
  return shapeDifferences({
    recorded: names.translateKeys(recorded),
    actual: answer.body,
  });
}

/**
 * @param {Map<string, number>} counts
 * @param {string} reason
 */
function count(counts, reason) {
  counts.set(reason, (counts.get(reason) ?? 0) + 1);
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
