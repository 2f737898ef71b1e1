// Thousands of cases, or a rendering with every file of a project: a busy machine takes its time.
jest.setTimeout(180_000);
