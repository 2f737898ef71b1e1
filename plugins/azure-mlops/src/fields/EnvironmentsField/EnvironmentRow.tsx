import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import ArrowDownwardIcon from '@material-ui/icons/ArrowDownward';
import ArrowUpwardIcon from '@material-ui/icons/ArrowUpward';
import DeleteOutlineIcon from '@material-ui/icons/DeleteOutline';
import { useState } from 'react';
import { goesOnToInput } from '../FieldGroup';
import { formatApprovers, parseApprovers } from './environments';
import type { EnvironmentAnswer } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { rowControlId } from './rowControlId';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(2),
  },
  name: { flex: '1 1 10rem' },
  approvers: { flex: '3 1 18rem' },
  buttons: { display: 'flex', paddingTop: theme.spacing(1) },
}));

/** What a row shows and does. */
export type EnvironmentRowProps = {
  readonly fieldId: string;
  readonly index: number;
  readonly count: number;
  readonly environment: EnvironmentAnswer;
  readonly problems: Partial<Record<keyof EnvironmentAnswer, string>>;
  readonly disabled: boolean;
  readonly onChange: (environment: EnvironmentAnswer) => void;
  readonly onLeave: (part: keyof EnvironmentAnswer) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
};

const ApproversInput = (
  props: EnvironmentRowProps & { readonly className: string },
) => {
  const { environment, problems } = props;
  const [draft, setDraft] = useState('');
  // While the text means the same as the value it stays as typed, trailing comma and all.
  const written = formatApprovers(environment.approvers);
  const text =
    formatApprovers(parseApprovers(draft)) === written ? draft : written;
  return (
    <TextField
      id={rowControlId(props.fieldId, props.index, 'approvers')}
      className={props.className}
      label="Approvers"
      disabled={props.disabled}
      value={text}
      error={problems.approvers !== undefined}
      helperText={
        problems.approvers ??
        'E-mail addresses, separated by commas. Leave it empty to deploy without approval.'
      }
      inputProps={{
        autoComplete: 'off',
        spellCheck: false,
        inputMode: 'email',
      }}
      onBlur={event => {
        setDraft(written);
        if (goesOnToInput(event)) {
          props.onLeave('approvers');
        }
      }}
      onChange={event => {
        setDraft(event.target.value);
        props.onChange({
          ...environment,
          approvers: parseApprovers(event.target.value),
        });
      }}
    />
  );
};

const RowButtons = (
  props: EnvironmentRowProps & { readonly className: string },
) => {
  const { fieldId, index, count, disabled } = props;
  const subject = props.environment.name || `environment ${index + 1}`;
  return (
    <div className={props.className}>
      <IconButton
        id={rowControlId(fieldId, index, 'up')}
        aria-label={`Move ${subject} up`}
        disabled={disabled || index === 0}
        onClick={() => props.onMove(index - 1)}
      >
        <ArrowUpwardIcon />
      </IconButton>
      <IconButton
        id={rowControlId(fieldId, index, 'down')}
        aria-label={`Move ${subject} down`}
        disabled={disabled || index === count - 1}
        onClick={() => props.onMove(index + 1)}
      >
        <ArrowDownwardIcon />
      </IconButton>
      <IconButton
        id={rowControlId(fieldId, index, 'remove')}
        aria-label={`Remove ${subject}`}
        disabled={disabled}
        onClick={props.onRemove}
      >
        <DeleteOutlineIcon />
      </IconButton>
    </div>
  );
};

/** One environment: its name, who approves, and the buttons that move or remove it. */
export const EnvironmentRow = (props: EnvironmentRowProps) => {
  const { fieldId, index, environment, problems, disabled } = props;
  const classes = useStyles();
  return (
    <li
      className={classes.row}
      aria-label={`Environment ${index + 1} of ${props.count}`}
    >
      <TextField
        id={rowControlId(fieldId, index, 'name')}
        className={classes.name}
        label="Name"
        required
        disabled={disabled}
        value={environment.name}
        error={problems.name !== undefined}
        helperText={problems.name ?? 'Such as dev or prod.'}
        inputProps={{ autoComplete: 'off', spellCheck: false }}
        onBlur={event => goesOnToInput(event) && props.onLeave('name')}
        onChange={event =>
          props.onChange({ ...environment, name: event.target.value })
        }
      />
      <ApproversInput {...props} className={classes.approvers} />
      <RowButtons {...props} className={classes.buttons} />
    </li>
  );
};
