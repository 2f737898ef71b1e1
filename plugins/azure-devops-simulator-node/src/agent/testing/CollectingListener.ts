import { cp, mkdir } from 'node:fs/promises';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { JobListener, TaskIssue, TaskResult } from '../JobListener';

export interface CollectedStep {
  readonly recordId: string;
  displayName: string;
  result?: TaskResult;
  issues: readonly TaskIssue[];
  outputs: Readonly<Record<string, { value: string; isSecret: boolean }>>;
  referenceName?: string;
  /** Without the times. */
  readonly lines: string[];
  /** As they came, with the times. */
  readonly rawLines: string[];
  readonly batches: number[];
}

/** Keeps what an agent tells, and artifacts in a folder: `<build id>/<name>`. */
export class CollectingListener implements JobListener {
  readonly steps: CollectedStep[] = [];
  readonly testRuns: Parameters<JobListener['publishTestResults']>[0][] = [];
  readonly coverage: Parameters<JobListener['publishCoverage']>[0][] = [];
  readonly summaries: Parameters<JobListener['attachSummary']>[0][] = [];
  readonly tags: string[] = [];
  readonly added: string[] = [];
  readonly progress: unknown[] = [];
  buildNumber: string | undefined;
  /** What `findRun` was asked, and its answer. */
  readonly runsWanted: Parameters<JobListener['findRun']>[0][] = [];
  latestRun: string | undefined;
  readonly #artifacts: string;
  readonly #waiting = new Map<string, () => void>();
  #buildId = '1';

  constructor(artifacts: string, buildId = '1') {
    this.#artifacts = artifacts;
    this.#buildId = buildId;
  }

  step(recordId: string): CollectedStep {
    const known = this.steps.find(step => step.recordId === recordId);
    if (known) {
      return known;
    }
    const step: CollectedStep = {
      recordId,
      displayName: '',
      issues: [],
      outputs: {},
      lines: [],
      rawLines: [],
      batches: [],
    };
    this.steps.push(step);
    return step;
  }

  named(displayName: string): CollectedStep {
    const step = this.steps.find(one => one.displayName === displayName);
    if (!step) {
      throw new Error(
        `No step '${displayName}' among ${this.steps
          .map(one => one.displayName)
          .join(', ')}`,
      );
    }
    return step;
  }

  /** The whole log of the job. */
  get text(): string {
    return this.steps.flatMap(({ lines }) => lines).join('\n');
  }

  /** Resolves when a line with this text is logged. */
  logged(text: string): Promise<void> {
    return new Promise(resolve => {
      if (this.text.includes(text)) {
        resolve();
      } else {
        this.#waiting.set(text, resolve);
      }
    });
  }

  stepAdded(step: Parameters<JobListener['stepAdded']>[0]): void {
    this.added.push(`${step.place}: ${step.displayName}`);
    this.step(step.recordId).displayName = step.displayName;
  }

  stepStarted(recordId: string, displayName: string): void {
    this.step(recordId).displayName = displayName;
  }

  stepLogged(recordId: string, lines: readonly string[]): void {
    const step = this.step(recordId);
    step.batches.push(lines.length);
    step.rawLines.push(...lines);
    step.lines.push(...lines.map(line => line.slice(line.indexOf(' ') + 1)));
    for (const [text, resolve] of this.#waiting) {
      if (lines.some(line => line.includes(text))) {
        this.#waiting.delete(text);
        resolve();
      }
    }
  }

  stepProgressed(_recordId: string, progress: unknown): void {
    this.progress.push(progress);
  }

  stepCompleted(
    recordId: string,
    outcome: Parameters<JobListener['stepCompleted']>[1],
  ): void {
    const step = this.step(recordId);
    step.result = outcome.result;
    step.issues = outcome.issues;
    step.outputs = outcome.outputVariables;
    step.referenceName = outcome.referenceName;
  }

  async publishArtifact(artifact: {
    readonly name: string;
    readonly path: string;
  }): Promise<void> {
    const folder = join(this.#artifacts, this.#buildId, artifact.name);
    if (existsSync(folder)) {
      throw new Error(`Artifact ${artifact.name} already exists.`);
    }
    await mkdir(folder, { recursive: true });
    const isFile = statSync(artifact.path).isFile();
    await cp(
      artifact.path,
      isFile ? join(folder, basename(artifact.path)) : folder,
      { recursive: true },
    );
  }

  findArtifact(wanted: { readonly buildId: string; readonly name: string }) {
    const folder = join(this.#artifacts, wanted.buildId, wanted.name);
    return existsSync(folder) ? folder : undefined;
  }

  artifactNames(buildId: string): readonly string[] {
    const folder = join(this.#artifacts, buildId);
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  findRun(wanted: Parameters<JobListener['findRun']>[0]) {
    this.runsWanted.push(wanted);
    return this.latestRun;
  }

  publishTestResults(run: Parameters<JobListener['publishTestResults']>[0]) {
    this.testRuns.push(run);
  }

  publishCoverage(summary: Parameters<JobListener['publishCoverage']>[0]) {
    this.coverage.push(summary);
  }

  attachSummary(summary: Parameters<JobListener['attachSummary']>[0]) {
    this.summaries.push(summary);
  }

  updateBuildNumber(number: string): void {
    this.buildNumber = number;
  }

  addBuildTag(tag: string): void {
    this.tags.push(tag);
  }
}
