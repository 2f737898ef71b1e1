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

  constructor(private readonly known: KnownNames) {}

  /** Takes names of resources; several alternatives are all used. */
  use(
    kind: ProtectedResource['kind'],
    names: Resolution<string>,
    source: ConfigurationSource,
  ): void {
    for (const name of names.values) {
      this.useName(kind, name.trim(), source);
    }
    // Where the configuration defines none, the name can only be somebody else's.
    if (kind === 'agent-queue' || this.known[kind].length > 0) {
      this.report(names.unresolved);
    }
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
    const known =
      kind === 'agent-queue' ? name : findKnown(kind, name, this.known[kind]);
    const found = known === undefined ? this.unknown : this.references;
    const resource = { kind, name: known ?? name };
    const key = `${kind} ${resource.name.toLowerCase()}`;
    if (!found.has(key)) {
      found.set(key, { resource, source });
    }
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
