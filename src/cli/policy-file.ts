import { Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { PolicyDocument } from '../services/policy/policy-document.ts';
import { UsageError } from './command.ts';

const heading = [
  ' Password reset policy of Postern.',
  ' Compare it with the one in force:  postern policy diff FILE',
  ' Put it in force:                   postern policy apply FILE',
  ' A setting that is left out has the value of the preset.',
].join('\n');

const comments: Readonly<Partial<Record<keyof PolicyDocument, string>>> = {
  preset: ' recommended or entra: where every setting comes from that is not given here',
  scope: [
    ' Who may reset: none, selected or all. Members of nested groups count; an excluded group wins.',
    ' A group is found by its anchor, or by its name where that anchor is unknown.',
  ].join('\n'),
  methodsRequired: ' How many proofs of different kinds a reset needs: 1 or 2',
  methods: ' How somebody can prove who they are',
  session: ' One reset: how long it lives, and how often it may be tried',
  limits: ' How often something may be tried: reaching a number blocks until its window has ended',
  password: ' What a new password must be',
  unlock: ' Whether an account can be unlocked without a new password',
  accounts: ' Which accounts of a special kind may reset all the same',
  notifications: ' Whom a reset is told',
  helpContact: ' Where somebody is sent who cannot help themselves: a URL, a mail address or null',
};

/** YAML with a word on every section; the same policy always gives the same text. */
export function writePolicyText(policy: PolicyDocument): string {
  const document = new Document(policy);
  document.commentBefore = heading;
  if (isMap(document.contents)) {
    for (const [index, { key }] of document.contents.items.entries()) {
      if (!isScalar(key)) continue;
      key.spaceBefore = index > 0;
      key.commentBefore = comments[key.value as keyof PolicyDocument] ?? null;
    }
  }
  return document.toString({ lineWidth: 0 });
}

export interface PolicyText {
  /** What the text says, unchecked. */
  readonly content: unknown;
  /** The line on which a setting, or else the nearest one around it, stands; null when none does. */
  readonly lineOf: (path: string) => number | null;
}

/** Throws {@link UsageError} with the line for a text that is not YAML, or names a key twice. */
export function readPolicyText(fileName: string, text: string): PolicyText {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { uniqueKeys: true, lineCounter, prettyErrors: true });
  const [error] = document.errors;
  if (error) {
    const [message = ''] = error.message.split('\n');
    throw new UsageError(`${fileName}:${error.linePos?.[0].line ?? 1}: ${message}`);
  }
  return {
    content: document.toJS({ maxAliasCount: 0 }) as unknown,
    lineOf(path) {
      let node: unknown = document.contents;
      let line: number | null = null;
      for (const name of path.split('.')) {
        const next = stepInto(node, name);
        if (!next) break;
        line = lineCounter.linePos(next.start).line;
        node = next.node;
      }
      return line;
    },
  };
}

function stepInto(node: unknown, name: string): { node: unknown; start: number } | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (!pair || !isScalar(pair.key) || !pair.key.range) return null;
    return { node: pair.value, start: pair.key.range[0] };
  }
  if (!isSeq(node)) return null;
  const item: unknown = node.items[Number(name)];
  const start = (isMap(item) || isScalar(item) || isSeq(item)) && item.range ? item.range[0] : null;
  return start === null ? null : { node: item, start };
}
