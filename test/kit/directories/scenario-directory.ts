/** Somebody a scenario is about. Codes go to `alternateMail`. */
export interface ScenarioPerson {
  readonly username: string;
  readonly password: string;
  readonly mail?: string;
  readonly alternateMail: string;
}

/** What its own administrators can do in a directory; what one cannot do is absent there. */
export interface DirectoryActs {
  addPerson(person: ScenarioPerson): Promise<void>;
  /** Puts groups, by name, around a person: each holds the one before it, the first one the person. */
  nest(username: string, groups: readonly string[]): Promise<void>;
  disable(username: string): Promise<void>;
  remove(username: string): Promise<void>;
  /** By as many wrong passwords as it takes. */
  lock(username: string): Promise<void>;
  /** The account's own end has come. */
  expire(username: string): Promise<void>;
  mustChange(username: string): Promise<void>;
  /** The password is too old. */
  expirePassword(username: string): Promise<void>;
  /** Out of the reach of those who may reset ordinary people. */
  protect(username: string): Promise<void>;
  rename(username: string, to: string): Promise<void>;
  /** To another place of the tree, the name staying. */
  move(username: string): Promise<void>;
  /** A person under a name that needs every escape of RFC 4514 and RFC 4515. */
  addUnderDifficultName(person: ScenarioPerson): Promise<void>;
  /** Holds one person, and nobody else, to a rule. */
  require(
    username: string,
    rule:
      | { readonly minLength: number }
      | { readonly history: number }
      | { readonly minAgeSeconds: number },
  ): Promise<void>;
}

/** A real directory as the scenarios drive it, past Postern. */
export interface ScenarioDirectory {
  /** The column of docs/operate/tested-directories.md. */
  readonly title: string;
  /** What an administrator types to connect it; null for the one that Postern keeps itself. */
  readonly connection: {
    readonly kind: string;
    readonly settings: Readonly<Record<string, unknown>>;
  } | null;
  /** People are made without a password, and set their first one by a reset. */
  readonly firstByReset: boolean;
  /** Of a username, in characters; Postern takes 256. */
  readonly longestName: number;
  readonly acts: Pick<DirectoryActs, 'addPerson'> & Partial<DirectoryActs>;
  /** Whether a program that knows nothing of Postern signs in with this password, by every way there is. */
  signsIn(username: string, password: string): Promise<boolean>;
  stop(): Promise<void>;
}
