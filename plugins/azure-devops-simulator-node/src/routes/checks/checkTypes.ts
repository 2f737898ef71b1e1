import { checkInvalid } from '../../errors/distributedTaskErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  text,
  wholeNumber,
} from '../../server/JsonBody';
import { readRequiredTemplateSettings } from './requiredTemplateSettings';
import { readTaskCheckSettings } from './taskCheckSettings';

interface CheckType {
  readonly id: string;
  readonly name: string;
}

const approval: CheckType = {
  id: '8c6f20a7-a545-4486-9777-f762fafe0d4d',
  name: 'Approval',
};

const taskCheck: CheckType = {
  id: 'fe1de3ee-a436-41b4-bb20-f6eb4cb879a7',
  name: 'Task Check',
};

export const exclusiveLock: CheckType = {
  id: '2ef31ad6-baa0-403a-8b45-2cbc9b4e5563',
  name: 'ExclusiveLock',
};

const requiredTemplate: CheckType = {
  id: '4020e66e-b0f3-47e1-bc88-48f3cc59b5f3',
  name: 'ExtendsCheck',
};

const types: readonly CheckType[] = [
  approval,
  taskCheck,
  exclusiveLock,
  requiredTemplate,
];

/** The type of a check, named by id or by name. */
export function readCheckType(body: JsonObject): CheckType {
  const wanted = child(body, 'type') ?? {};
  const id = text(wanted, 'id')?.toLowerCase();
  const name = text(wanted, 'name')?.toLowerCase();
  const type = types.find(candidate =>
    id === undefined
      ? candidate.name.toLowerCase() === name
      : candidate.id === id,
  );
  if (!type) {
    throw checkInvalid(
      `The check type '${
        text(wanted, 'id') ?? text(wanted, 'name') ?? ''
      }' does not exist.`,
    );
  }
  return type;
}

function readApprovers(request: ApiRequest, settings: JsonObject) {
  const approvers = items(settings, 'approvers') ?? [];
  if (approvers.length === 0) {
    throw checkInvalid('An approval needs at least one approver.');
  }
  return approvers.map(value => {
    const id = isJsonObject(value) ? text(value, 'id') : undefined;
    const identity =
      id && (request.store.get('user', id) ?? request.store.get('group', id));
    if (!identity) {
      throw checkInvalid(
        `The approver '${id ?? ''}' is not an identity of this organization.`,
      );
    }
    return {
      displayName:
        'displayName' in identity
          ? identity.displayName
          : identity.principalName,
      id: identity.id,
    };
  });
}

function readApprovalSettings(
  request: ApiRequest,
  settings: JsonObject,
): JsonObject {
  const approvers = readApprovers(request, settings);
  const required = wholeNumber(settings, 'minRequiredApprovers') ?? 0;
  if (required < 0 || required > approvers.length) {
    throw checkInvalid(
      `The approval wants ${required} approvers but names only ${approvers.length}.`,
    );
  }
  const order = text(settings, 'executionOrder') ?? 'anyOrder';
  if (!['anyorder', 'insequence'].includes(order.toLowerCase())) {
    throw checkInvalid(
      `executionOrder is '${order}'; anyOrder and inSequence are known.`,
    );
  }
  return {
    executionOrder: 'anyOrder',
    instructions: '',
    blockedApprovers: [],
    ...settings,
    minRequiredApprovers: required,
    approvers,
  };
}

/** Settings as they are given back; an approval's are completed. */
export function readCheckSettings(
  request: ApiRequest,
  type: CheckType,
  settings: JsonObject,
): JsonObject {
  switch (type.id) {
    case approval.id:
      return readApprovalSettings(request, settings);
    case taskCheck.id:
      return readTaskCheckSettings(settings);
    case requiredTemplate.id:
      return readRequiredTemplateSettings(settings);
    default:
      return settings;
  }
}
