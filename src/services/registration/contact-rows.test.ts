import { describe, expect, test } from 'vitest';
import { MOST_CONTACT_ROWS, readContactTable } from './contact-rows.ts';

const read = (heading: string, ...rows: string[]) =>
  readContactTable({
    heading: heading.split(','),
    rows: rows.map((row) => row.split(',')),
    unreadableFrom: null,
  });
const all = 'username,mobile,officePhone,alternateMail';

describe('a file of numbers and addresses', () => {
  test('brings each to the one form it is compared in, and leaves out what is empty', () => {
    const { rows, refused } = read(
      all,
      'anna,+49 151 1234-5678,+44 20 7946 0000 x1234,anna@HOME.example',
      'berta,,,berta@home.example',
    );
    expect(refused).toEqual([]);
    expect(rows).toEqual([
      {
        row: 1,
        username: 'anna',
        contacts: [
          { column: 'mobile', value: '+4915112345678' },
          { column: 'officePhone', value: '+442079460000;ext=1234' },
          { column: 'alternateMail', value: 'anna@home.example' },
        ],
      },
      {
        row: 2,
        username: 'berta',
        contacts: [{ column: 'alternateMail', value: 'berta@home.example' }],
      },
    ]);
  });

  test.each([
    ['anna,0151 1234567,,', 'mobile', 'country-code-missing'],
    ['anna,+44 20 7946 0000 x12,,', 'mobile', 'wrong-format'],
    ['anna,,call me,', 'officePhone', 'wrong-format'],
    ['anna,,,v@good.com＠evil.com', 'alternateMail', 'wrong-format'],
    ['anna,,,', '', 'no-contact'],
    [',+4915112345678,,', 'username', 'required'],
    ['an\u200Bna,+4915112345678,,', 'username', 'unknown-user'],
    ['anna,+4915112345678', '', 'wrong-column-count'],
  ])('refuses %j for its %s: %s', (row, column, code) => {
    const { rows, refused } = read(all, row);
    expect(rows).toEqual([]);
    expect(refused).toEqual([{ row: 1, column, code }]);
  });

  test('names every fault of a row, not only the first', () => {
    const { refused } = read(all, ',123,x,y');
    expect(refused.map(({ column }) => column)).toEqual([
      'username',
      'mobile',
      'officePhone',
      'alternateMail',
    ]);
  });

  test('refuses a second row for one person, however their name is written', () => {
    const { rows, refused } = read('username,mobile', 'anna,+4915112345678', 'ANNA,+4915112345679');
    expect(rows).toHaveLength(1);
    expect(refused).toEqual([{ row: 2, column: 'username', code: 'duplicate-username' }]);
  });

  test('refuses more rows than it takes, and names from where on it could not be read', () => {
    const rows = Array.from({ length: MOST_CONTACT_ROWS + 1 }, (_, at) => `u${at},+4915112345678`);
    expect(read('username,mobile', ...rows).refused).toMatchObject([{ code: 'too-many' }]);
    const cut = readContactTable({ heading: ['username'], rows: [], unreadableFrom: 4 });
    expect(cut.refused).toEqual([{ row: 4, column: '', code: 'not-csv' }]);
  });
});
