// Tests run real servers, real git and many calls; a busy machine takes its time.
jest.setTimeout(60_000);
