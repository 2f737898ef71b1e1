import { CompileCase } from './CompileCase';

const rule = 'process/template-expressions';
const conditional = `${rule}: conditional insertion`;
const iterative = `${rule}: iterative insertion`;

/** Directives that are wrong. */
export const directiveProblems: readonly CompileCase[] = [
  {
    title: 'tells of a directive without a condition',
    rule: conditional,
    pipeline: `steps:
- \${{ if }}:
  - script: a
`,
    expected: {
      problems: [
        "/azure-pipelines.yml (Line: 2, Col: 3): An expression was expected after the directive 'if'",
      ],
    },
  },
  {
    title: 'tells of a loop that is written wrongly',
    rule: iterative,
    pipeline: `steps:
- \${{ each word of parameters.words }}:
  - script: a
`,
    expected: {
      problems: [
        "/azure-pipelines.yml (Line: 2, Col: 3): The directive 'each' is written as each name in collection. Actual parameter: word of parameters.words",
      ],
    },
  },
  {
    title: 'tells of a list where keys are inserted',
    rule: conditional,
    pipeline: `steps:
- script: a
  \${{ if true }}:
  - displayName: x
`,
    expected: {
      problems: [
        '/azure-pipelines.yml (Line: 4, Col: 3): A sequence was not expected',
      ],
    },
  },
  {
    title: 'tells of a key that an insertion defines twice',
    rule: conditional,
    pipeline: `steps:
- script: a
  displayName: x
  \${{ if true }}:
    displayName: y
`,
    expected: {
      problems: [
        "/azure-pipelines.yml (Line: 5, Col: 5): 'displayName' is already defined",
      ],
    },
  },
];
