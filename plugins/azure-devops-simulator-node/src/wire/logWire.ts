import { BuildRecord } from '../store/records';
import { LogRecord } from '../store/RunRecords';
import { urlOf, WireContext } from './Links';
import { buildPartUrl } from './timelineWire';

export function logWire(
  context: WireContext,
  build: BuildRecord,
  log: LogRecord,
) {
  return {
    lineCount: context.store.countLines(log.id),
    createdOn: log.createdOn,
    lastChangedOn: log.lastChangedOn,
    id: log.logId,
    type: 'Container',
    url: buildPartUrl(context, build, 'logs', String(log.logId)),
  };
}

/** The same log in the pipelines API; its content is fetched with the caller's own token. */
export function runLogWire(
  context: WireContext,
  build: BuildRecord,
  log: LogRecord,
  options: { readonly signedContent?: string },
) {
  return {
    ...(options.signedContent !== undefined && {
      signedContent: {
        url: buildPartUrl(context, build, 'logs', String(log.logId)),
        signatureExpires: options.signedContent,
      },
    }),
    id: log.logId,
    createdOn: log.createdOn,
    lastChangedOn: log.lastChangedOn,
    lineCount: context.store.countLines(log.id),
    url: urlOf(
      context,
      build.projectId,
      '_apis/pipelines',
      build.definitionId,
      'runs',
      build.id,
      'logs',
      String(log.logId),
    ),
  };
}
