import { CompileCase } from './CompileCase';

const main = '/azure-pipelines.yml';
const steps = '  steps:\n  - script: a\n';

const job = (keys: string) => `jobs:\n- job: A\n${keys}${steps}`;

/** Jobs that are wrong. */
export const jobProblems: readonly CompileCase[] = [
  ...(
    [
      [
        'a matrix and slices',
        '  strategy: { matrix: { a: {} }, parallel: 2 }\n',
        3,
        34,
        "Unexpected value 'parallel'. A strategy has either a matrix or parallel",
      ],
      [
        'a leg that starts with a digit',
        '  strategy: { matrix: { 1a: {} } }\n',
        3,
        25,
        "Matrix configuration name 1a is not valid. It may only contain basic Latin letters, digits and '_', must start with a letter, and has at most 100 characters.",
      ],
      [
        'a key of the pool',
        '  pool: { image: x }\n',
        3,
        11,
        "Unexpected value 'image'",
      ],
      [
        'a timeout',
        '  timeoutInMinutes: soon\n',
        3,
        21,
        "Unexpected value 'soon'. A whole number or an expression was expected",
      ],
      [
        'a key',
        '  timeoutInMinuts: 10\n',
        3,
        3,
        "Unexpected value 'timeoutInMinuts'",
      ],
      [
        'an unknown dependency',
        '  dependsOn: B\n',
        3,
        14,
        'Job A depends on unknown job B.',
      ],
      [
        'what to clean',
        '  workspace: { clean: everything }\n',
        3,
        23,
        "Unexpected value 'everything'",
      ],
      [
        'a list of variables in which one has no name',
        '  variables:\n  - value: x\n',
        4,
        5,
        "Unexpected value 'value'",
      ],
      [
        'a variable whose value is a list',
        '  variables:\n    a: [x]\n',
        4,
        8,
        'A sequence was not expected',
      ],
      [
        'a key of a variable',
        '  variables:\n  - name: a\n    valeu: x\n',
        5,
        5,
        "Unexpected value 'valeu'",
      ],
      [
        'service containers',
        '  services: { database: postgres }\n',
        3,
        13,
        'Service containers are not simulated. Start what the job needs in a step',
      ],
    ] as const
  ).map(([title, keys, line, column, message]) => ({
    title: `tells of ${title} that is wrong in a job`,
    rule: 'yaml-schema: jobs.job',
    pipeline: job(keys),
    expected: {
      problems: message.includes('unknown job')
        ? [
            `${main} (Line: 1, Col: 1): Stage __default must contain at least one job with no dependencies.`,
            `${main} (Line: ${line}, Col: ${column}): ${message}`,
          ]
        : [`${main} (Line: ${line}, Col: ${column}): ${message}`],
    },
  })),
  {
    title: 'refuses a job without steps',
    rule: 'yaml-schema: jobs.job, steps',
    pipeline: 'jobs:\n- job: A\n',
    expected: {
      problems: [
        `${main} (Line: 2, Col: 3): Job A must contain at least one step.`,
      ],
    },
  },
  {
    title: 'refuses two jobs of one name in a stage',
    rule: 'yaml-schema: jobs.job',
    pipeline: `jobs:\n- job: A\n${steps}- job: A\n${steps}`,
    expected: {
      problems: [
        `${main} (Line: 5, Col: 8): The job name A appears more than once. Job names must be unique within a pipeline.`,
      ],
    },
  },
  {
    title: 'refuses the job name a-b',
    rule: 'yaml-schema: jobs.job',
    pipeline: `jobs:\n- job: a-b\n${steps}`,
    expected: {
      problems: [
        `${main} (Line: 2, Col: 8): Job name a-b is not valid. Names may only contain alphanumeric characters and '_' and may not start with a number.`,
      ],
    },
  },
  {
    title: 'tells of jobs that are a mapping',
    rule: 'yaml-schema: jobs',
    pipeline: 'jobs:\n  job: A\n  steps:\n  - script: a\n',
    expected: {
      problems: [`${main} (Line: 2, Col: 3): A mapping was not expected`],
    },
  },
  {
    title: 'tells of all mistakes of all jobs',
    rule: 'yaml-schema: jobs',
    pipeline: `jobs:
- job: A
  displayNam: x
  steps:
  - script: a
    nme: b
- jb: B
- job: C
  steps: {}
  pool:
  - x
`,
    expected: {
      problems: [
        `${main} (Line: 3, Col: 3): Unexpected value 'displayNam'`,
        `${main} (Line: 6, Col: 5): Unexpected value 'nme'`,
        `${main} (Line: 7, Col: 3): Unexpected value 'jb'`,
        `${main} (Line: 9, Col: 10): A mapping was not expected`,
        `${main} (Line: 11, Col: 3): A sequence was not expected`,
      ],
    },
  },
];
