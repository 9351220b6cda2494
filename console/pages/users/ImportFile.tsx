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
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { focusHeading } from '../../parts/focus.ts';
import { saveFile } from '../../parts/files.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { Page } from '../../parts/Page.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';

interface BadRow {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly message: string;
}

interface AnyReport {
  /** Every bad row. */
  readonly refused: readonly BadRow[];
}

/** What is special to one kind of file. */
export interface FileKind<Report extends AnyReport> {
  readonly title: string;
  readonly description: string;
  /** What the file has to be, in words. */
  readonly about: string;
  /** The headings, in order. */
  readonly columns: readonly string[];
  /** The name of an empty file with the headings. */
  readonly template: string;
  readonly send: (csv: string, dryRun: boolean) => Promise<Report>;
  readonly counts: (report: Report) => readonly (readonly [name: string, count: number])[];
  /** How much would change; nothing is imported that changes nothing. */
  readonly changes: (report: Report) => number;
  readonly importText: (changes: number) => string;
  /** What else there is to say of what the file does. */
  readonly remarks?: (report: Report) => ReactNode;
}

const MAX_BYTES = 8 * 1024 * 1024;
const BAD_ROWS_SHOWN = 200;

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
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXXL,
    margin: 0,
    [breakpoints.phone]: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(7rem, 1fr))',
      gap: tokens.spacingHorizontalL,
    },
  },
  count: { display: 'flex', flexDirection: 'column-reverse' },
  figure: { ...typographyStyles.title3, margin: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface ChosenFile<Report> {
  readonly name: string;
  readonly csv: string;
  readonly report: Report;
}

/** A page that imports a file: what is in it is shown with every bad row before anything changes. */
export function ImportFile<Report extends AnyReport>({
  kind,
}: {
  readonly kind: FileKind<Report>;
}) {
  const { t } = useWording();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ChosenFile<Report> | null>(null);
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
      const report = await kind.send(csv, true);
      setChosen({ name: file.name, csv, report });
      focusHeading();
    });
  };

  const importNow = ({ csv }: ChosenFile<Report>) =>
    void attempt(texts.busy, async () => {
      setDone(await kind.send(csv, false));
      setChosen(null);
      focusHeading();
      await queries.invalidateQueries();
    });

  return (
    <Page title={kind.title} description={kind.description} form>
      {problem === null ? null : <Problem error={problem} />}
      {tooLarge ? (
        <MessageBar intent="error">
          <MessageBarBody>{texts.tooLarge}</MessageBarBody>
        </MessageBar>
      ) : null}
      {busy === null ? null : <Spinner label={busy} />}
      {done === null ? null : <Done kind={kind} report={done} />}
      {chosen === null ? (
        <ChooseFile kind={kind} onFile={choose} again={done !== null} disabled={busy !== null} />
      ) : (
        <Review
          kind={kind}
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
  readonly kind: Pick<FileKind<AnyReport>, 'about' | 'columns' | 'template'>;
  readonly again: boolean;
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}

function ChooseFile({ kind, again, disabled, onFile }: ChooseFileProps) {
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
    <Section title={texts.columnsTitle} description={kind.about}>
      <Text className={styles.columns}>{kind.columns.join(', ')}</Text>
      <div>
        <Button
          appearance="subtle"
          icon={<ArrowDownloadRegular />}
          onClick={() =>
            saveFile(
              new Blob([`${kind.columns.join(',')}\r\n`], { type: 'text/csv' }),
              kind.template,
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

interface ReviewProps<Report extends AnyReport> {
  readonly kind: FileKind<Report>;
  readonly chosen: ChosenFile<Report>;
  readonly busy: boolean;
  readonly onImport: () => void;
  readonly onAnother: () => void;
}

function Review<Report extends AnyReport>(props: ReviewProps<Report>) {
  const { kind, chosen, busy, onImport, onAnother } = props;
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.users.importing;
  const { report, name } = chosen;
  const changes = kind.changes(report);
  const columns: readonly Column<BadRow>[] = [
    { id: 'row', heading: texts.row, width: '5rem', cell: (bad) => format.number(bad.row) },
    {
      id: 'column',
      heading: texts.column,
      width: '9rem',
      hidden: 'on-phone',
      cell: (bad) => bad.column,
    },
    { id: 'problem', heading: texts.problem, cell: (bad) => bad.message },
  ];
  return (
    <Section title={texts.reportTitle} description={name}>
      <Counts kind={kind} report={report} />
      {kind.remarks?.(report)}
      {report.refused.length === 0 ? (
        <MessageBar intent="success">
          <MessageBarBody>{changes === 0 ? texts.nothing : texts.allGood}</MessageBarBody>
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
            summary={(bad) => bad.column}
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
          disabledFocusable={busy || changes === 0 || report.refused.length > 0}
          onClick={onImport}
        >
          {kind.importText(changes)}
        </Button>
        <Button onClick={onAnother}>{texts.chooseAnother}</Button>
      </div>
    </Section>
  );
}

interface ReportProps<Report extends AnyReport> {
  readonly kind: FileKind<Report>;
  readonly report: Report;
}

function Done<Report extends AnyReport>(props: ReportProps<Report>) {
  const { t } = useWording();
  return (
    <Section title={t.users.importing.doneTitle}>
      <div role="status">
        <Counts {...props} />
      </div>
      <PlaceLink to="/users">{t.users.importing.toUsers}</PlaceLink>
    </Section>
  );
}

function Counts<Report extends AnyReport>({ kind, report }: ReportProps<Report>) {
  const styles = useStyles();
  const { t, format } = useWording();
  const refused = [t.users.importing.refused, report.refused.length] as const;
  return (
    <dl className={styles.counts}>
      {[...kind.counts(report), refused].map(([name, count]) => (
        <div key={name} className={styles.count}>
          <dt>{name}</dt>
          <dd className={styles.figure}>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
