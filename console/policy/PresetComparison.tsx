import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../src/contract/index.ts';
import { type Policy, settingsOf } from '../../src/contract/shapes.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useWording } from '../locales/context.ts';
import { Problem } from '../parts/Problem.tsx';
import { describeValue, settingName } from './describe.ts';
import { presetDecides, same, takePreset, valueAt } from './draft.ts';
import { Modal } from '../parts/Modal.tsx';

const useStyles = makeStyles({
  cell: { height: 'auto', paddingBlock: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  now: { fontWeight: tokens.fontWeightSemibold },
});

const names = ['recommended', 'entra'] as const;

interface PresetComparisonProps {
  readonly policy: Policy;
  readonly onClose: () => void;
}

/** The numbers of now and of each preset, side by side. */
export function PresetComparison({ policy, onClose }: PresetComparisonProps) {
  const styles = useStyles();
  const wording = useWording();
  const { t } = wording;
  const api = useApi();
  const [onlyDiffering, setOnlyDiffering] = useState(true);
  const presets = useQueries({
    queries: names.map((preset) => ({
      ...endpointQuery(api, endpoints.presetPolicy, { params: { preset } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const failed = presets.find((preset) => preset.isError);
  const columns = [
    policy,
    ...presets.flatMap(({ data }) => (data === undefined ? [] : [takePreset(policy, data)])),
  ];
  const paths = [...settingsOf(policy).keys()].filter((path) => {
    if (path === 'preset' || !presetDecides(path)) return false;
    const values = columns.map((column) => valueAt(column, path));
    return !onlyDiffering || values.some((value) => !same(value, values[0]));
  });
  return (
    <Modal wide onClose={onClose}>
      <DialogBody>
        <DialogTitle>{t.policy.compare.title}</DialogTitle>
        <DialogContent>
          {failed === undefined ? null : <Problem error={failed.error} />}
          <Checkbox
            label={t.policy.compare.differ}
            checked={onlyDiffering}
            onChange={(_, data) => setOnlyDiffering(data.checked === true)}
          />
          <Table aria-label={t.policy.compare.title} size="small">
            <TableHeader>
              <TableRow>
                <TableHeaderCell>{t.policy.compare.setting}</TableHeaderCell>
                <TableHeaderCell>{t.policy.compare.now}</TableHeaderCell>
                {names.map((name) => (
                  <TableHeaderCell key={name}>{t.policy.presets[name].name}</TableHeaderCell>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {paths.map((path) => (
                <TableRow key={path}>
                  <TableCell className={styles.cell}>{settingName(path, wording)}</TableCell>
                  {columns.map((column, index) => (
                    <TableCell
                      // The columns never change their order.
                      // oxlint-disable-next-line react/no-array-index-key
                      key={index}
                      className={mergeClasses(styles.cell, index === 0 && styles.now)}
                    >
                      {describeValue(path, valueAt(column, path), wording, () => undefined)}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </DialogContent>
        <DialogActions>
          <Button appearance="primary" onClick={onClose}>
            {t.common.close}
          </Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}
