import { RepositoryResource } from '../CompiledPipeline';
import { PipelineSource } from '../PipelineSource';

/** The repositories that templates may come from. */
export class TemplateRepositories {
  private readonly resources = new Map<string, RepositoryResource>();
  private readonly opened = new Map<
    string,
    Promise<PipelineSource | undefined>
  >();

  /** @param self - the repository of the pipeline itself */
  constructor(private readonly self: PipelineSource) {}

  add(resource: RepositoryResource): void {
    this.resources.set(resource.alias.toLowerCase(), resource);
  }

  get(alias: string): RepositoryResource | undefined {
    return this.resources.get(alias.toLowerCase());
  }

  /** @returns undefined if there is no such repository, or its branch is missing */
  async open(alias: string): Promise<PipelineSource | undefined> {
    const key = alias.toLowerCase();
    if (key === 'self') {
      return this.self;
    }
    const resource = this.resources.get(key);
    if (!resource) {
      return undefined;
    }
    const { type, name, ref } = resource;
    const opening =
      this.opened.get(key) ??
      this.self.open({ type, name, ...(ref !== undefined && { ref }) });
    this.opened.set(key, opening);
    return opening;
  }
}
