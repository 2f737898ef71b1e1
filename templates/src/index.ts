export { renderTemplate } from './renderTemplate';
export type { RenderTemplateOptions } from './renderTemplate';
export { runRenderCommand } from './renderCommand';
export { runProjectsCommand } from './combinations/runProjectsCommand';
