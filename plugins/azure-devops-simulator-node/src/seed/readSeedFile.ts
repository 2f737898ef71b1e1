import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import {
  Seed,
  SeedOrganization,
  SeedProject,
  SeedToken,
  SeedUser,
} from './Seed';

/** The seed file cannot be used. */
export class SeedFileError extends Error {
  constructor(file: string, problem: string) {
    super(`The seed file ${file} cannot be used: ${problem}.`);
    this.name = 'SeedFileError';
  }
}

type Entry = Readonly<Record<string, unknown>>;

/** Reads one entry after another and says where something is wrong. */
class SeedReader {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  entries(value: unknown, where: string): readonly Entry[] {
    if (value === undefined || value === null) {
      return [];
    }
    if (!Array.isArray(value)) {
      throw new SeedFileError(this.#file, `${where} is not a list`);
    }
    return value.map((entry, index) => this.entry(entry, `${where}[${index}]`));
  }

  entry(value: unknown, where: string): Entry {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new SeedFileError(
        this.#file,
        `${where} is not a set of keys and values`,
      );
    }
    return value as Entry;
  }

  keys(entry: Entry, where: string, known: readonly string[]): void {
    const unknown = Object.keys(entry).find(key => !known.includes(key));
    if (unknown !== undefined) {
      throw new SeedFileError(
        this.#file,
        `${where} has the key '${unknown}'; known are ${known.join(', ')}`,
      );
    }
  }

  text(entry: Entry, key: string, where: string): string {
    const value = this.optionalText(entry, key, where);
    if (!value) {
      throw new SeedFileError(this.#file, `${where}.${key} is missing`);
    }
    return value;
  }

  optionalText(entry: Entry, key: string, where: string): string | undefined {
    const value = entry[key];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'string') {
      throw new SeedFileError(this.#file, `${where}.${key} is not a text`);
    }
    return value;
  }

  texts(value: unknown, where: string): readonly string[] {
    if (
      !Array.isArray(value) ||
      !value.every((entry): entry is string => typeof entry === 'string')
    ) {
      throw new SeedFileError(this.#file, `${where} is not a list of texts`);
    }
    return value;
  }

  project(entry: Entry, where: string): SeedProject {
    this.keys(entry, where, ['name', 'description']);
    const description = this.optionalText(entry, 'description', where);
    return {
      name: this.text(entry, 'name', where),
      ...(description && { description }),
    };
  }

  organization(entry: Entry, where: string): SeedOrganization {
    this.keys(entry, where, ['name', 'projects']);
    const projects = this.entries(entry.projects, `${where}.projects`);
    return {
      name: this.text(entry, 'name', where),
      projects: projects.map((project, index) =>
        this.project(project, `${where}.projects[${index}]`),
      ),
    };
  }

  user(entry: Entry, where: string): SeedUser {
    this.keys(entry, where, ['displayName', 'mail']);
    return {
      displayName: this.text(entry, 'displayName', where),
      mail: this.text(entry, 'mail', where),
    };
  }

  token(entry: Entry, where: string): SeedToken {
    this.keys(entry, where, ['token', 'user', 'access', 'scopes', 'expires']);
    const access = this.optionalText(entry, 'access', where);
    const expires = this.optionalText(entry, 'expires', where);
    if (access !== undefined && access !== 'full' && access !== 'read') {
      throw new SeedFileError(
        this.#file,
        `${where}.access is '${access}'; it can be full or read`,
      );
    }
    if (expires !== undefined && Number.isNaN(Date.parse(expires))) {
      throw new SeedFileError(
        this.#file,
        `${where}.expires is '${expires}', which is no date`,
      );
    }
    return {
      token: this.text(entry, 'token', where),
      user: this.text(entry, 'user', where),
      ...(access && { access }),
      ...(entry.scopes !== undefined && {
        scopes: this.texts(entry.scopes, `${where}.scopes`),
      }),
      ...(expires && { expires }),
    };
  }
}

/** Reads a seed from a YAML or JSON file. */
export async function readSeedFile(file: string): Promise<Seed> {
  const content = await readFile(file, 'utf8').catch(error => {
    throw new SeedFileError(
      file,
      error instanceof Error ? error.message : String(error),
    );
  });
  const reader = new SeedReader(file);
  let parsed: unknown;
  try {
    // JSON is YAML, too.
    parsed = parse(content);
  } catch (error) {
    throw new SeedFileError(
      file,
      error instanceof Error ? error.message : String(error),
    );
  }
  const seed = reader.entry(parsed ?? {}, 'the file');
  reader.keys(seed, 'the file', ['organizations', 'users', 'tokens']);
  return {
    organizations: reader
      .entries(seed.organizations, 'organizations')
      .map((entry, index) =>
        reader.organization(entry, `organizations[${index}]`),
      ),
    users: reader
      .entries(seed.users, 'users')
      .map((entry, index) => reader.user(entry, `users[${index}]`)),
    tokens: reader
      .entries(seed.tokens, 'tokens')
      .map((entry, index) => reader.token(entry, `tokens[${index}]`)),
  };
}
