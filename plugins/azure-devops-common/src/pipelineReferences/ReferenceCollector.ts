import {
  ConfigurationProblem,
  formatKeyPath,
} from '../desiredState/configurationProblem';
import type { ConfigurationSource } from '../desiredState/configurationSource';
import { isSameName } from '../names/resourceNames';
import type { ProtectedResource } from '../resources/protectedResource';
import type {
  KnownNames,
  PipelineReference,
  PipelineReferences,
} from './PipelineReferences';
import type { Resolution, Unresolved } from './YamlNode';

/** Gathers what a walk through a pipeline finds, each thing once. */
export class ReferenceCollector {
  private readonly references = new Map<string, PipelineReference>();
  private readonly unknown = new Map<string, PipelineReference>();
  private readonly problems = new Map<string, ConfigurationProblem>();
  private readonly missing = new Set<string>();
  private readonly possible = new Set<string>();

  constructor(private readonly known: KnownNames) {}

  /**
   * Takes names of resources; several alternatives are all used, and of what
   * may be chosen for a run that which the configuration defines.
   */
  use(
    kind: ProtectedResource['kind'],
    names: Resolution<string>,
    source: ConfigurationSource,
  ): void {
    for (const name of names.values) {
      this.useName(kind, name.trim(), source);
    }
    const chosen = names.choices.filter(
      name => this.findKnown(kind, name.trim()) !== undefined,
    );
    for (const name of chosen) {
      this.useName(kind, name.trim(), source);
    }
    // Where the configuration defines none, the name can only be somebody else's.
    if (kind === 'agent-queue' || this.known[kind].length > 0) {
      this.report(
        chosen.length > 0 ? unanswered(names.unresolved) : names.unresolved,
      );
    }
  }

  /** The files that a run includes; of what may be chosen for it, those that are there. */
  useFiles(
    files: Resolution<string>,
    isGiven: (file: string) => boolean,
  ): readonly string[] {
    const chosen = files.choices.filter(isGiven);
    for (const file of files.choices) {
      if (!isGiven(file)) {
        this.possible.add(file);
      }
    }
    this.report(
      chosen.length > 0 ? unanswered(files.unresolved) : files.unresolved,
    );
    return [...new Set([...files.values, ...chosen])];
  }

  /** The values, once what is not known has been noted. */
  take<Value>(resolution: Resolution<Value>): readonly Value[] {
    this.report(resolution.unresolved);
    return resolution.values;
  }

  addProblem(problem: ConfigurationProblem): void {
    const place = `${problem.file} ${formatKeyPath(problem.keyPath)}`;
    this.problems.set(`${place} ${problem.found}`, problem);
  }

  addMissing(file: string): void {
    this.missing.add(file);
  }

  finish(): PipelineReferences {
    return {
      references: [...this.references.values()],
      unknown: [...this.unknown.values()],
      problems: [...this.problems.values()],
      missing: [...this.missing],
      possible: [...this.possible],
    };
  }

  private useName(
    kind: ProtectedResource['kind'],
    name: string,
    source: ConfigurationSource,
  ): void {
    if (name === '') {
      return;
    }
    const known = kind === 'agent-queue' ? name : this.findKnown(kind, name);
    const found = known === undefined ? this.unknown : this.references;
    const resource = { kind, name: known ?? name };
    const key = `${kind} ${resource.name.toLowerCase()}`;
    if (!found.has(key)) {
      found.set(key, { resource, source });
    }
  }

  /** The configuration's spelling of a name; it knows no agent queues. */
  private findKnown(
    kind: ProtectedResource['kind'],
    name: string,
  ): string | undefined {
    return kind === 'agent-queue'
      ? undefined
      : findKnown(kind, name, this.known[kind]);
  }

  private report(unresolved: readonly Unresolved[]): void {
    for (const { source, found } of unresolved) {
      this.addProblem({
        ...source,
        found,
        expected:
          'a value that is known before a run, to tell which resources the pipeline uses',
        remedy:
          'Write it out, give the parameter a default or values, or list permitted_pipelines in the azure_devops.yml of every environment.',
      });
    }
  }
}

/** What whoever starts a run cannot answer. */
function unanswered(unresolved: readonly Unresolved[]): readonly Unresolved[] {
  return unresolved.filter(({ reason }) => reason !== 'asked');
}

/** An environment may be followed by a dot and one of its resources. */
function findKnown(
  kind: keyof KnownNames,
  name: string,
  known: readonly string[],
): string | undefined {
  const exact = known.find(candidate => isSameName(candidate, name));
  if (exact !== undefined || kind !== 'environment') {
    return exact;
  }
  return known.find(candidate =>
    name.toLowerCase().startsWith(`${candidate.toLowerCase()}.`),
  );
}
