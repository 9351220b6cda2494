import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  AddRegular,
  ArrowDownRegular,
  ArrowUpRegular,
  ErrorCircleFilled,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { CarriersView } from '../../../src/contract/carriers.ts';
import type { endpoints } from '../../../src/contract/index.ts';
import type { CallResult } from '../../api/types.ts';
import type { FormSource } from '../../forms/source.ts';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Section } from '../../parts/Section.tsx';
import { AddCarrierDialog } from './AddCarrierDialog.tsx';
import { type CarriersDraft, type DraftCarrier, moved } from './draft.ts';

const useStyles = makeStyles({
  notes: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`,
    [breakpoints.phone]: { paddingInline: tokens.spacingHorizontalM },
  },
  muted: { color: tokens.colorNeutralForeground2 },
  fault: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorPaletteRedForeground1,
  },
  order: { whiteSpace: 'nowrap' },
});

const allKinds = ['email', 'sms', 'voice'] as const;

interface CarrierListProps {
  readonly draft: CarriersDraft;
  readonly view: CarriersView;
  readonly kinds: CallResult<typeof endpoints.listCarrierKinds>;
  readonly form: FormSource;
  readonly opened: DraftCarrier | undefined;
  readonly onChange: (carriers: readonly DraftCarrier[]) => void;
  readonly onOpen: (key: string) => void;
}

export function CarrierList(props: CarrierListProps) {
  const { draft, view, kinds, form, opened, onChange, onOpen } = props;
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.carriers;
  const [adding, setAdding] = useState(false);
  const { carriers } = draft;
  const placeOf = ({ key }: DraftCarrier) => carriers.findIndex((one) => one.key === key);
  const channelText = ({ kind, channel }: DraftCarrier) =>
    texts.addChoice(texts.kinds[kind], texts.channels[channel] ?? channel);

  const columns: readonly Column<DraftCarrier>[] = [
    {
      id: 'name',
      heading: texts.columns.name,
      cell: (carrier) => (
        <>
          <PlaceLink to={`?carrier=${encodeURIComponent(carrier.key)}`}>{carrier.name}</PlaceLink>
          <Text block size={200} className={styles.muted}>
            {channelText(carrier)}
            {carrier.id === null ? ` · ${texts.notSaved}` : ''}
          </Text>
          {form.fault(`carriers.${placeOf(carrier)}`) === undefined ? null : (
            <Text size={200} className={styles.fault}>
              <ErrorCircleFilled aria-hidden="true" />
              {texts.broken}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'countries',
      heading: texts.columns.countries,
      hidden: 'on-phone',
      cell: ({ kind, countries }) => {
        if (kind === 'email') return '–';
        if (countries.length === 0) return texts.everywhere;
        return countries.length > 3
          ? texts.countries(countries.length)
          : format.list(countries.map((code) => format.country(code)));
      },
    },
    {
      id: 'price',
      heading: texts.columns.price,
      hidden: 'when-narrow',
      align: 'end',
      width: '5rem',
      cell: ({ price }) => (price === 0 ? texts.free : format.number(price)),
    },
    {
      id: 'enabled',
      heading: texts.columns.enabled,
      width: '4rem',
      cell: (carrier) => (
        <Switch
          checked={carrier.enabled}
          disabled={form.readOnly}
          aria-label={texts.use(carrier.name)}
          onChange={(_, data) => form.set(`carriers.${placeOf(carrier)}.enabled`, data.checked)}
        />
      ),
    },
    ...(form.readOnly || carriers.length < 2
      ? []
      : [
          {
            id: 'order',
            heading: texts.columns.order,
            width: '5.5rem',
            align: 'end' as const,
            cell: (carrier: DraftCarrier) => {
              const place = placeOf(carrier);
              return (
                <span className={styles.order}>
                  <Button
                    size="small"
                    appearance="subtle"
                    icon={<ArrowUpRegular />}
                    aria-label={texts.moveUp(carrier.name)}
                    disabledFocusable={place === 0}
                    onClick={() => onChange(moved(carriers, place, -1))}
                  />
                  <Button
                    size="small"
                    appearance="subtle"
                    icon={<ArrowDownRegular />}
                    aria-label={texts.moveDown(carrier.name)}
                    disabledFocusable={place === carriers.length - 1}
                    onClick={() => onChange(moved(carriers, place, 1))}
                  />
                </span>
              );
            },
          },
        ]),
  ];
  return (
    <Section
      title={texts.listTitle}
      flush
      actions={
        form.readOnly ? null : (
          <Button icon={<AddRegular />} onClick={() => setAdding(true)}>
            {texts.add}
          </Button>
        )
      }
    >
      <div className={styles.notes}>
        {allKinds
          .filter((kind) => !carriers.some((one) => one.enabled && one.kind === kind))
          .map((kind) => {
            const standing = view.standing.find((one) => one.kind === kind);
            return (
              <MessageBar key={kind} intent={standing ? 'info' : 'warning'} layout="multiline">
                <MessageBarBody>
                  {standing
                    ? texts.standing(
                        texts.kinds[kind],
                        texts.channels[standing.channel] ?? standing.channel,
                      )
                    : texts.nothing(texts.kinds[kind])}
                </MessageBarBody>
              </MessageBar>
            );
          })}
      </div>
      <DataTable
        label={texts.listTitle}
        columns={columns}
        items={carriers}
        keyOf={({ key }) => key}
        onOpen={({ key }) => onOpen(key)}
        isOpen={({ key }) => key === opened?.key}
        empty={texts.none}
      />
      {adding ? (
        <AddCarrierDialog
          kinds={kinds.items}
          onClose={() => setAdding(false)}
          onAdd={(carrier) => {
            onChange([...carriers, carrier]);
            setAdding(false);
            onOpen(carrier.key);
          }}
        />
      ) : null}
    </Section>
  );
}
