import { CompileCase } from './CompileCase';

const main = '/azure-pipelines.yml';
const rule = 'yaml-schema: unsupported YAML features';

/** YAML itself. */
export const syntax: readonly CompileCase[] = [
  {
    title: 'keeps numbers and booleans as they are written',
    rule: 'yaml-schema: scalars are text',
    pipeline:
      'steps:\n- task: A@1\n  inputs: { a: 3.10, b: 007, c: yes, d: ~, e: "", f: 1e3 }\n',
    expected: {
      pipeline: {
        stages: [
          {
            jobs: [
              {
                steps: [
                  {
                    action: {
                      inputs: {
                        a: '3.10',
                        b: '007',
                        c: 'yes',
                        d: '~',
                        e: '',
                        f: '1e3',
                      },
                    },
                  },
                ],
              },
            ],
          },
        ],
      },
    },
  },
  {
    title: 'reads text over several lines',
    rule: 'yaml-schema: block scalars',
    pipeline: 'steps:\n- script: |\n    a\n    b\n- script: >-\n    c\n    d\n',
    expected: { scripts: ['a\nb\n', 'c d'] },
  },
  {
    title: 'reads a file that starts with a byte order mark',
    rule: 'YAML: character encodings',
    pipeline: '\uFEFFsteps:\n- script: a\n',
    expected: { scripts: ['a'] },
  },
  ...(
    [
      [
        'an anchor',
        'steps:\n- &a\n  script: a\n',
        3,
        3,
        "Anchors are not currently supported. Remove the anchor 'a'",
      ],
      [
        'an alias',
        'steps:\n- script: a\n  displayName: *b\n',
        3,
        16,
        "Aliases are not currently supported. Write out what '*b' stands for",
      ],
      [
        'a merge key',
        'steps:\n- script: a\n  <<: { displayName: x }\n',
        3,
        3,
        "Unexpected value '<<'",
      ],
      [
        'a complex key',
        'steps:\n- ? [a]\n  : b\n',
        2,
        5,
        'A scalar was expected as the key, and a complex key was found. Azure Pipelines supports no complex keys',
      ],
      ['a set', 'steps: !!set {a}\n', 1, 14, 'Sets are not supported'],
      [
        'a second document',
        'steps:\n- script: a\n---\nsteps: []\n',
        3,
        1,
        'A single document was expected, and a second one was found. Remove what follows the line ---',
      ],
      [
        'a tab for indentation',
        'steps:\n\t- script: a\n',
        2,
        1,
        'Tabs are not allowed as indentation.',
      ],
      [
        'a value within a value',
        'steps:\n- script: a: b\n',
        2,
        11,
        'Nested mappings are not allowed in compact mappings.',
      ],
      [
        'a quote that is not closed',
        'steps:\n- script: "a\n',
        3,
        1,
        'Missing closing "quote.',
      ],
      [
        'a list for a pipeline',
        '- script: a\n',
        1,
        1,
        'A sequence was not expected',
      ],
      ['a text for a pipeline', 'echo\n', 1, 1, "Unexpected value 'echo'"],
      [
        'nothing',
        '',
        1,
        1,
        "There's not enough info to determine what you meant. Add one of these properties: stages, jobs, steps, extends",
      ],
    ] as const
  ).map(([title, text, line, column, message]) => ({
    title: `refuses ${title}`,
    rule,
    pipeline: text,
    expected: {
      problems: [`${main} (Line: ${line}, Col: ${column}): ${message}`],
    },
  })),
];
