import { flag, TaskInput } from '../tasks/Task';

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps-checkout */
export const checkoutInputs = {
  name: 'checkout',
  version: '1',
  inputs: [
    flag('clean'),
    // What new pipelines are set to.
    { name: 'fetchDepth', default: '1' },
    flag('fetchTags'),
    { name: 'fetchFilter' },
    flag('lfs'),
    {
      name: 'submodules',
      default: 'false',
      values: ['true', 'false', 'recursive'],
    },
    { name: 'path' },
    flag('persistCredentials'),
  ] satisfies readonly TaskInput[],
};
