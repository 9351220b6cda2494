import {
  Button,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, DocumentTableRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import type { CallResult } from '../../api/types.ts';
import { useWording } from '../../locales/context.ts';
import { focusHeading } from '../../parts/focus.ts';
import { saveFile } from '../../parts/files.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { Page } from '../../parts/Page.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';

type Report = CallResult<typeof endpoints.importUsers>;
type BadRow = Report['refused'][number];

const MAX_BYTES = 8 * 1024 * 1024;
const BAD_ROWS_SHOWN = 200;

const importColumns = [
  'username',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'alternateMail',
  'mobile',
  'officePhone',
  'locale',
  'enabled',
] as const;

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXXXL,
    textAlign: 'center',
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  over: { backgroundColor: tokens.colorNeutralBackground1Hover },
  columns: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  counts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXXL, margin: 0 },
  count: { display: 'flex', flexDirection: 'column-reverse' },
  figure: { ...typographyStyles.title3, margin: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface ChosenFile {
  readonly name: string;
  readonly csv: string;
  readonly report: Report;
}

export function ImportUsers() {
  const { t } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const [done, setDone] = useState<Report | null>(null);
  const texts = t.users.importing;

  const attempt = async (what: string, act: () => Promise<void>) => {
    setBusy(what);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(null);
    }
  };

  const choose = (file: File) => {
    setDone(null);
    setChosen(null);
    setTooLarge(file.size > MAX_BYTES);
    if (file.size > MAX_BYTES) return;
    void attempt(texts.checking, async () => {
      const csv = await file.text();
      const report = await api.call(endpoints.importUsers, { body: { csv, dryRun: true } });
      setChosen({ name: file.name, csv, report });
      focusHeading();
    });
  };

  const importNow = ({ csv }: ChosenFile) =>
    void attempt(texts.busy, async () => {
      setDone(await api.call(endpoints.importUsers, { body: { csv, dryRun: false } }));
      setChosen(null);
      focusHeading();
      await queries.invalidateQueries();
    });

  return (
    <Page title={texts.title} description={texts.description} form>
      {problem === null ? null : <Problem error={problem} />}
      {tooLarge ? (
        <MessageBar intent="error">
          <MessageBarBody>{texts.tooLarge}</MessageBarBody>
        </MessageBar>
      ) : null}
      {busy === null ? null : <Spinner label={busy} />}
      {done === null ? null : <Done report={done} />}
      {chosen === null ? (
        <ChooseFile onFile={choose} again={done !== null} disabled={busy !== null} />
      ) : (
        <Review
          chosen={chosen}
          busy={busy !== null}
          onImport={() => importNow(chosen)}
          onAnother={() => {
            setChosen(null);
            focusHeading();
          }}
        />
      )}
    </Page>
  );
}

interface ChooseFileProps {
  readonly again: boolean;
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}

function ChooseFile({ again, disabled, onFile }: ChooseFileProps) {
  const styles = useStyles();
  const { t } = useWording();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const texts = t.users.importing;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined && !disabled) onFile(file);
  };
  return (
    <Section title={texts.columnsTitle} description={texts.columns}>
      <Text className={styles.columns}>{importColumns.join(', ')}</Text>
      <div>
        <Button
          appearance="subtle"
          icon={<ArrowDownloadRegular />}
          onClick={() =>
            saveFile(
              new Blob([`${importColumns.join(',')}\r\n`], { type: 'text/csv' }),
              'users.csv',
            )
          }
        >
          {texts.template}
        </Button>
      </div>
      <div
        className={mergeClasses(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <DocumentTableRegular fontSize={32} />
        <Button
          appearance="primary"
          disabledFocusable={disabled}
          onClick={() => input.current?.click()}
        >
          {again ? texts.again : texts.choose}
        </Button>
        <Text>{texts.drop}</Text>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          hidden
          aria-label={texts.choose}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) onFile(file);
            event.target.value = '';
          }}
        />
      </div>
    </Section>
  );
}

interface ReviewProps {
  readonly chosen: ChosenFile;
  readonly busy: boolean;
  readonly onImport: () => void;
  readonly onAnother: () => void;
}

function Review({ chosen, busy, onImport, onAnother }: ReviewProps) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.users.importing;
  const { report, name } = chosen;
  const rows = report.created + report.updated;
  const columns: readonly Column<BadRow>[] = [
    { id: 'row', heading: texts.row, width: '5rem', cell: (bad) => format.number(bad.row) },
    { id: 'column', heading: texts.column, width: '9rem', cell: (bad) => bad.column },
    { id: 'problem', heading: texts.problem, cell: (bad) => bad.message },
  ];
  return (
    <Section title={texts.reportTitle} description={name}>
      <Counts report={report} />
      {report.refused.length === 0 ? (
        <MessageBar intent="success">
          <MessageBarBody>{rows === 0 ? texts.nothing : texts.allGood}</MessageBarBody>
        </MessageBar>
      ) : (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{texts.bad(report.refused.length)}</MessageBarTitle>
              {texts.badHelp}
            </MessageBarBody>
          </MessageBar>
          <DataTable
            label={texts.refused}
            columns={columns}
            items={report.refused.slice(0, BAD_ROWS_SHOWN)}
            keyOf={(bad) => `${bad.row}/${bad.column}/${bad.code}`}
            empty=""
          />
          {report.refused.length > BAD_ROWS_SHOWN ? (
            <Text>{texts.more(report.refused.length - BAD_ROWS_SHOWN)}</Text>
          ) : null}
        </>
      )}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabledFocusable={busy || rows === 0 || report.refused.length > 0}
          onClick={onImport}
        >
          {texts.import(rows)}
        </Button>
        <Button onClick={onAnother}>{texts.chooseAnother}</Button>
      </div>
    </Section>
  );
}

function Done({ report }: { readonly report: Report }) {
  const { t } = useWording();
  return (
    <Section title={t.users.importing.doneTitle}>
      <div role="status">
        <Counts report={report} />
      </div>
      <PlaceLink to="/users">{t.users.importing.toUsers}</PlaceLink>
    </Section>
  );
}

function Counts({ report }: { readonly report: Report }) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.users.importing;
  const counts = [
    [texts.created, report.created],
    [texts.updated, report.updated],
    [texts.unchanged, report.unchanged],
    [texts.refused, report.refused.length],
  ] as const;
  return (
    <dl className={styles.counts}>
      {counts.map(([name, count]) => (
        <div key={name} className={styles.count}>
          <dt>{name}</dt>
          <dd className={styles.figure}>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
