import { describe, expect, test } from 'vitest';
import { MOST_ROWS, readTable } from './import-rows.ts';

const read = (heading: string, ...rows: string[]) =>
  readTable({
    heading: heading.split(','),
    rows: rows.map((row) => row.split(',')),
    unreadableFrom: null,
  });

describe('the heading', () => {
  test('may name its columns in any order and capitals', () => {
    const { rows, refused } = read('Mail,DISPLAYNAME,username', 'm@contoso.example,Megan,megan');
    expect(refused).toEqual([]);
    expect(rows).toEqual([
      { row: 1, user: { username: 'megan', displayName: 'Megan', mail: 'm@contoso.example' } },
    ]);
  });

  test('is refused with every column that is missing, unknown or doubled', () => {
    expect(read('username,mail,mail,phone', 'megan,a,b,c')).toEqual({
      rows: [],
      refused: [
        { row: 0, column: 'displayName', code: 'missing-column' },
        { row: 0, column: 'mail', code: 'duplicate-column' },
        { row: 0, column: 'phone', code: 'unknown-column' },
      ],
    });
  });
});

describe('a row', () => {
  test('takes a value away with an empty cell and leaves alone what has no column', () => {
    const { rows } = read('username,displayName,mail,enabled', 'megan,Megan,,');
    expect(rows[0]?.user).toEqual({ username: 'megan', displayName: 'Megan', mail: null });
  });

  test('says true or false for enabled', () => {
    const { rows } = read('username,displayName,enabled', 'a,A,TRUE', 'b,B,false');
    expect(rows.map(({ user }) => user.enabled)).toEqual([true, false]);
  });

  test.each([
    [',Megan,m@contoso.example,en,true', 'username', 'required'],
    ['megan,,m@contoso.example,en,true', 'displayName', 'required'],
    ['me\u200Bgan,Megan,m@contoso.example,en,true', 'username', 'forbidden-characters'],
    [`${'m'.repeat(129)},Megan,m@contoso.example,en,true`, 'username', 'too-long'],
    ['megan,Me\u202Egan,m@contoso.example,en,true', 'displayName', 'forbidden-characters'],
    ['megan,Megan,not an address,en,true', 'mail', 'wrong-format'],
    ['megan,Megan,v@good.com＠evil.com,en,true', 'mail', 'wrong-format'],
    ['megan,Megan,m@contoso.example,english please,true', 'locale', 'wrong-format'],
    ['megan,Megan,m@contoso.example,en,yes', 'enabled', 'not-a-choice'],
    ['megan,Megan', '', 'wrong-column-count'],
  ])('like %j is refused for its %s: %s', (row, column, code) => {
    const { rows, refused } = read('username,displayName,mail,locale,enabled', row);
    expect(rows).toEqual([]);
    expect(refused).toMatchObject([{ row: 1, column, code }]);
  });
});

test('names every bad row and keeps the good ones', () => {
  const { rows, refused } = read('username,displayName,mail', 'a,,x', 'b,B,b@x.example', 'c,,');
  expect(rows.map(({ row }) => row)).toEqual([2]);
  expect(refused.map(({ row, column }) => `${row} ${column}`)).toEqual([
    '1 displayName',
    '1 mail',
    '3 displayName',
  ]);
});

test('refuses the second of two rows that name one person or one mailbox', () => {
  const { refused } = read(
    'username,displayName,mail',
    'megan,Megan,m@x.example',
    'MEGAN,Megan,other@x.example',
    'adele,Adele,M@X.example',
  );
  expect(refused).toEqual([
    { row: 2, column: 'username', code: 'duplicate-username' },
    { row: 3, column: 'mail', code: 'duplicate-mail' },
  ]);
});

test('says from which row a file cannot be read', () => {
  const table = { heading: ['username', 'displayName'], rows: [['a', 'A']], unreadableFrom: 2 };
  expect(readTable(table).refused).toEqual([{ row: 2, column: '', code: 'not-csv' }]);
});

test('refuses more rows than one import takes', () => {
  const rows = Array.from({ length: MOST_ROWS + 1 }, (_, n) => [`u${n}`, 'U']);
  const { refused } = readTable({
    heading: ['username', 'displayName'],
    rows,
    unreadableFrom: null,
  });
  expect(refused).toEqual([
    { row: MOST_ROWS + 1, column: '', code: 'too-many', params: { max: MOST_ROWS } },
  ]);
});
