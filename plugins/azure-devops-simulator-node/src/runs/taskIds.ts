import { CompiledStep } from '../pipelineYaml/CompiledPipeline';
import { stableId } from '../seed/stableId';
import { TimelineRecord } from '../store/RunRecords';

/** Ids of tasks, as Azure DevOps has them everywhere. */
const ids: Readonly<Record<string, string>> = {
  azurecli: '46e4be58-730b-4389-8a2f-ea10b3e5e815',
  bash: '6c731c3c-3c68-459a-a5c9-bde6e6595b5b',
  cache: 'd53ccab4-555e-4494-9d06-11db043fb4a9',
  checkout: '6d15af64-176c-496d-b583-fd2ae21d4df4',
  cmdline: 'd9bafed4-0b18-4f58-968d-86655b4d2ce9',
  delay: '28782b92-5e8e-4458-9751-a71cd1492bae',
  downloadbuildartifacts: 'a433f589-fce1-4460-9ee6-44a624aeb1fb',
  downloadpipelineartifact: '61f2a582-95ae-4948-b34d-a1b3c4f6a737',
  manualvalidation: 'bcb64569-d51a-4af0-9c01-ea5d05b3b622',
  powershell: 'e213ff0f-5d5c-4791-802d-52ea3e7be1f1',
  publishbuildartifacts: '2ff763a7-ce83-4e1f-bc89-0ae63477cebe',
  publishcodecoverageresults: '2a7ebc54-c13e-490e-81a5-d7561ab7cd97',
  publishpipelineartifact: 'ecdc45f6-832d-4ad9-b52b-ee49e94659be',
  publishtestresults: '0b0f01ed-7dde-43ff-9cbb-e48954daf9b1',
  usepythonversion: '33c63b11-352b-45a2-ba1b-54cb568a29ca',
};

/** Name of a step's task. */
export function taskNameOf(step: CompiledStep): string {
  return step.action.kind === 'task' ? step.action.name : 'Checkout';
}

/** The task as a timeline names it; an id that is not known here is made up from the name. */
export function taskReference(
  step: CompiledStep,
): NonNullable<TimelineRecord['task']> {
  const name = taskNameOf(step);
  return {
    id: ids[name.toLowerCase()] ?? stableId('task', name),
    name,
    version:
      step.action.kind === 'task' ? `${step.action.version}.0.0` : '1.0.0',
  };
}
