import { CompileCase } from './CompileCase';

const main = '/azure-pipelines.yml';
const rule = 'yaml-schema: resources';

/** Resources of a pipeline. */
export const resources: readonly CompileCase[] = [
  {
    title: 'keeps repositories and pipelines',
    rule,
    pipeline: `resources:
  repositories:
  - repository: tools
    type: git
    name: Project/tools
    ref: refs/heads/main
    trigger: [main]
  - repository: public
    type: github
    name: owner/repository
    endpoint: connection
  pipelines:
  - pipeline: training
    source: train
    project: Other
    branch: main
    version: '20260101.1'
    tags: [good]
    trigger: { branches: [main], stages: [Build], tags: [good] }
  - pipeline: plain
    trigger: true
steps:
- script: a
`,
    expected: {
      pipeline: {
        resources: {
          repositories: [
            {
              alias: 'tools',
              type: 'git',
              name: 'Project/tools',
              ref: 'refs/heads/main',
            },
            {
              alias: 'public',
              type: 'github',
              name: 'owner/repository',
              endpoint: 'connection',
            },
          ],
          pipelines: [
            {
              alias: 'training',
              source: 'train',
              project: 'Other',
              branch: 'main',
              version: '20260101.1',
              tags: ['good'],
            },
            { alias: 'plain', source: 'plain', tags: [] },
          ],
        },
      },
    },
  },
  {
    title: 'accepts resources that no step uses',
    rule,
    pipeline: `resources:
  builds:
  - { build: jenkins, type: Jenkins, connection: c, source: job }
  containers:
  - container: linux
    image: ubuntu:24.04
    env: { A: b }
  packages:
  - { package: tool, type: NuGet, connection: c, name: tool }
  webhooks:
  - webhook: hook
    connection: c
    filters:
    - { path: a, value: b }
steps:
- script: a
`,
    expected: { scripts: ['a'] },
  },
  {
    title:
      'joins the resources of an extended template to those of the pipeline',
    rule: 'process/templates: resources in templates',
    pipeline: `resources:
  repositories:
  - { repository: a, name: a }
extends:
  template: frame.yml
`,
    files: {
      'frame.yml': `resources:
  repositories:
  - { repository: b, name: b }
  pipelines:
  - { pipeline: c, source: d }
variables:
  x: y
steps:
- checkout: b
`,
    },
    expected: {
      pipeline: {
        resources: {
          repositories: [{ alias: 'a' }, { alias: 'b' }],
          pipelines: [{ alias: 'c' }],
        },
        variables: [{ name: 'x' }],
        templates: [
          { repository: 'self', path: '/frame.yml', usage: 'extends' },
        ],
      },
    },
  },
  ...(
    [
      ['an unknown kind', '  repos: []\n', 2, 3, "Unexpected value 'repos'"],
      [
        'a repository without a name',
        '  repositories:\n  - repository: a\n',
        3,
        5,
        'Required property is missing: name',
      ],
      [
        'an unknown type of repository',
        '  repositories:\n  - { repository: a, name: a, type: svn }\n',
        3,
        37,
        "Unexpected value 'svn'",
      ],
      [
        'an alias with a space',
        '  repositories:\n  - { repository: a b, name: a }\n',
        3,
        19,
        "Unexpected value 'a b'. An alias may hold letters, digits, - and _ only",
      ],
      [
        'two pipelines of one alias',
        '  pipelines:\n  - pipeline: a\n  - pipeline: A\n',
        4,
        15,
        'The pipeline resource A appears more than once. Aliases of pipeline resources must be unique',
      ],
      [
        'a repository that starts with its name',
        '  repositories:\n  - name: a\n    repository: b\n',
        3,
        5,
        "Unexpected value 'name'",
      ],
      [
        'a package without a connection',
        '  packages:\n  - { package: a, type: npm, name: b }\n',
        3,
        5,
        'Required property is missing: connection',
      ],
    ] as const
  ).map(([title, text, line, column, message]) => ({
    title: `refuses ${title} among the resources`,
    rule,
    pipeline: `resources:\n${text}steps:\n- script: a\n`,
    expected: {
      problems: [`${main} (Line: ${line}, Col: ${column}): ${message}`],
    },
  })),
];
