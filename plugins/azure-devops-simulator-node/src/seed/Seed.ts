import {
  approverToken,
  developmentToken,
  expiredToken,
  readOnlyToken,
} from './developmentTokens';

/** A project with its groups, its team and its agent queues. */
export interface SeedProject {
  readonly name: string;
  readonly description?: string;
}

/** An organization and the projects in it. */
export interface SeedOrganization {
  readonly name: string;
  readonly projects?: readonly SeedProject[];
}

/** A person, known to every organization. */
export interface SeedUser {
  readonly displayName: string;
  readonly mail: string;
}

/** A personal access token and what it is good for. */
export interface SeedToken {
  readonly token: string;
  /** Mail of the user whose token it is. */
  readonly user: string;
  readonly access?: 'full' | 'read';
  /** Instead of `access`: what it may be used for, such as `vso.code_write`. */
  readonly scopes?: readonly string[];
  /** ISO 8601; absent: never. */
  readonly expires?: string;
}

/** What exists when the simulator starts for the first time. */
export interface Seed {
  readonly organizations?: readonly SeedOrganization[];
  readonly users?: readonly SeedUser[];
  readonly tokens?: readonly SeedToken[];
}

const scientist: SeedUser = {
  displayName: 'Dana Scientist',
  mail: 'dana.scientist@contoso.example',
};
const approver: SeedUser = {
  displayName: 'Ari Approver',
  mail: 'ari.approver@contoso.example',
};

/** Always there; a seed of your own is added to it. */
export const defaultSeed = {
  organizations: [
    {
      name: 'contoso',
      projects: [
        { name: 'machine-learning', description: 'Machine-learning projects' },
      ],
    },
  ],
  users: [scientist, approver],
  tokens: [
    { token: developmentToken, user: scientist.mail },
    { token: approverToken, user: approver.mail },
    { token: readOnlyToken, user: scientist.mail, access: 'read' },
    {
      token: expiredToken,
      user: scientist.mail,
      expires: '2020-01-01T00:00:00Z',
    },
  ],
} as const satisfies Seed;
