/** The realm a canonical identifier names, `corp` of `corp\alice` and `b.example` of `a@b.example`; null for none. */
export function realmIn(canonicalIdentifier: string): string | null {
  const [before, ...after] = canonicalIdentifier.split('\\');
  if (after.length > 0 && before) return before;
  const at = canonicalIdentifier.lastIndexOf('@');
  return at > 0 && at < canonicalIdentifier.length - 1 ? canonicalIdentifier.slice(at + 1) : null;
}

/**
 * Those that may hold whom the identifier names, in their order: the ones that name its realm, and every one when it
 * has no realm or nobody names it. A mail address has a realm as well, and the directory that keeps Postern's own
 * people names none.
 */
export function askedFor<T>(
  canonicalIdentifier: string,
  all: readonly { readonly directory: T; readonly realms: readonly string[] }[],
): readonly T[] {
  const realm = realmIn(canonicalIdentifier);
  const naming = all.filter(({ realms }) => realm !== null && realms.includes(realm));
  return (naming.length > 0 ? naming : all).map(({ directory }) => directory);
}
