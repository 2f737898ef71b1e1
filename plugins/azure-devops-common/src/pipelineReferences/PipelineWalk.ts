import { isConnectionInput } from './PipelineReferences';
import { readVariables } from './readVariables';
import { includeTemplates, TemplateContext, valuesOf } from './templateFiles';
import {
  follow,
  isMapping,
  literalNode,
  Resolution,
  resolved,
  withVariables,
  YamlNode,
} from './YamlNode';
import type { YamlEntry, YamlReader } from './YamlReader';

/** What a deployment goes through, each with steps of its own. */
const HOOKS: readonly string[] = [
  'preDeploy',
  'deploy',
  'routeTraffic',
  'postRouteTraffic',
  'failure',
  'success',
];

/** Resources of a pipeline that can be behind a service connection. */
const RESOURCES: readonly string[] = [
  'repositories',
  'containers',
  'packages',
  'builds',
  'webhooks',
];

/** A part of a pipeline on the way through it. */
interface Part {
  readonly node: YamlNode;
  /** How many templates it is in. */
  readonly depth: number;
  /** Whether something around it names a pool. */
  readonly hasPool: boolean;
}

type Walk = (part: Part) => void;

/** Goes through stages, jobs and steps. */
export class PipelineWalk {
  constructor(
    private readonly context: TemplateContext,
    private readonly queue: string | undefined,
  ) {}

  /** A pipeline, or a template of stages, jobs or steps. */
  readonly file: Walk = part => {
    const { part: inner, entries } = this.enter(part);
    this.resources(entries);
    for (const template of valuesOf(entries, 'extends')) {
      this.include(
        this.take(r => r.entries(template)),
        inner,
      );
    }
    this.each(entries, 'stages', inner, this.stage);
    this.each(entries, 'jobs', inner, this.job);
    this.each(entries, 'steps', inner, this.step);
    if (part.depth === 0 && valuesOf(entries, 'steps').length > 0) {
      this.useDefaultQueue(inner);
    }
  };

  private readonly stage: Walk = part => {
    const { part: inner, entries } = this.enter(part);
    this.include(entries, inner);
    this.each(entries, 'jobs', inner, this.job);
  };

  private readonly job: Walk = part => {
    const { part: inner, entries } = this.enter(part);
    this.include(entries, inner);
    valuesOf(entries, 'environment').forEach(node => this.environment(node));
    this.each(entries, 'steps', inner, this.step);
    valuesOf(entries, 'strategy').forEach(node => this.strategy(node, inner));
    if (valuesOf(entries, 'template').length === 0) {
      this.useDefaultQueue(inner);
    }
  };

  private readonly step: Walk = part => {
    const entries = this.take(r => r.entries(part.node));
    this.include(entries, part);
    for (const inputs of valuesOf(entries, 'inputs')) {
      this.take(r => r.entries(inputs))
        .filter(({ key }) => isConnectionInput(key))
        .forEach(({ value }) => this.connections(value));
    }
  };

  /** Reads the keys of a part, its variables before the others, and its pool. */
  private enter(part: Part): {
    readonly part: Part;
    readonly entries: readonly YamlEntry[];
  } {
    const { context } = this;
    const { depth } = part;
    const before = part.node.scope.variables;
    const written = this.take(r => r.entries(part.node));
    const variables = valuesOf(written, 'variables').reduce(
      (known, node) => readVariables({ node, before: known, depth, context }),
      before,
    );
    const entries = written.map(({ key, value }) => ({
      key,
      value: withVariables(value, variables),
    }));
    const pools = valuesOf(entries, 'pool');
    pools.forEach(node => this.pool(node));
    valuesOf(entries, 'container').forEach(node => this.container(node));
    return {
      entries,
      part: {
        node: withVariables(part.node, variables),
        depth,
        hasPool:
          part.hasPool || pools.some(({ isConditional }) => !isConditional),
      },
    };
  }

  private each(
    entries: readonly YamlEntry[],
    key: string,
    part: Part,
    walk: Walk,
  ): void {
    for (const list of valuesOf(entries, key)) {
      this.take(r => r.items(list)).forEach(node => walk({ ...part, node }));
    }
  }

  private include(entries: readonly YamlEntry[], part: Part): void {
    const { context } = this;
    const { variables } = part.node.scope;
    includeTemplates({
      entries,
      variables,
      depth: part.depth,
      context,
    }).forEach(({ root, depth }) => this.file({ ...part, node: root, depth }));
  }

  /** The life cycle of a deployment: hooks with steps and pools, some in `on`. */
  private strategy(node: YamlNode, part: Part): void {
    for (const { key, value } of this.take(r => r.entries(node))) {
      if (['runOnce', 'rolling', 'canary'].includes(key)) {
        this.hooks(value, part);
      }
    }
  }

  private hooks(node: YamlNode, part: Part): void {
    for (const { key, value } of this.take(r => r.entries(node))) {
      if (key === 'on') {
        this.hooks(value, part);
      } else if (HOOKS.includes(key)) {
        const hook = this.take(r => r.entries(value));
        valuesOf(hook, 'pool').forEach(pool => this.pool(pool));
        this.each(hook, 'steps', part, this.step);
      }
    }
  }

  private environment(node: YamlNode): void {
    this.named('environment', node);
  }

  private pool(node: YamlNode): void {
    // A job of the service itself runs on no agent.
    if (node.content !== 'server') {
      this.named('agent-queue', node);
    }
  }

  private useDefaultQueue({ node, hasPool }: Part): void {
    if (this.queue !== undefined && !hasPool) {
      this.named('agent-queue', literalNode(this.queue, node.source));
    }
  }

  /** A text is the name of the resource; a mapping has it under `name`. */
  private named(kind: 'environment' | 'agent-queue', node: YamlNode): void {
    const { reader, collector } = this.context;
    if (isMapping(node.content)) {
      valuesOf(
        this.take(r => r.entries(node)),
        'name',
      ).forEach(name => collector.use(kind, reader.names(name), name.source));
    } else {
      const names = follow(reader.resolve(node), value =>
        this.namesIn(kind, value),
      );
      collector.use(kind, names, node.source);
    }
  }

  private namesIn(
    kind: 'environment' | 'agent-queue',
    value: YamlNode,
  ): Resolution<string> {
    const { reader } = this.context;
    if (typeof value.content === 'object' && value.content !== null) {
      return follow(reader.entries(value), entry =>
        entry.key === 'name' ? reader.names(entry.value) : resolved([]),
      );
    }
    return kind === 'agent-queue' && value.content === 'server'
      ? resolved([])
      : reader.names(value);
  }

  private container(node: YamlNode): void {
    for (const value of this.take(r => r.resolve(node))) {
      if (typeof value.content === 'object' && value.content !== null) {
        valuesOf(
          this.take(r => r.entries(value)),
          'endpoint',
        ).forEach(endpoint => this.connections(endpoint));
      }
    }
  }

  /** Repositories, containers, packages and builds behind service connections. */
  private resources(entries: readonly YamlEntry[]): void {
    for (const resources of valuesOf(entries, 'resources')) {
      for (const { key, value } of this.take(r => r.entries(resources))) {
        if (RESOURCES.includes(key)) {
          this.take(r => r.items(value))
            .flatMap(item => this.take(r => r.entries(item)))
            .filter(entry =>
              /^(endpoint|connection|azureSubscription)$/.test(entry.key),
            )
            .forEach(entry => this.connections(entry.value));
        }
      }
    }
  }

  private connections(node: YamlNode): void {
    const { reader, collector } = this.context;
    const names = reader.names(node);
    collector.use(
      'service-connection',
      follow(names, value => resolved(value.split(','))),
      node.source,
    );
  }

  private take<Value>(
    read: (reader: YamlReader) => Resolution<Value>,
  ): readonly Value[] {
    return this.context.collector.take(read(this.context.reader));
  }
}
