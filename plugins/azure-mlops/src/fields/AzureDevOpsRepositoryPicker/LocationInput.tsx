import TextField from '@material-ui/core/TextField';
import type { ChangeEvent, FocusEvent } from 'react';
import { goesOnToInput } from '../FieldGroup';

/** What an input of the picker shows and does. */
export type LocationInputProps = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  /** Values to choose from; with none, the input takes free text. */
  readonly choices: readonly string[];
  readonly problem?: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
};

/** One part of a location: a list when the choice is limited, a text otherwise. */
export const LocationInput = (props: LocationInputProps) => {
  const { id, label, value, choices, problem } = props;
  const common = {
    id,
    label,
    value,
    fullWidth: true,
    required: true,
    disabled: props.disabled,
    error: problem !== undefined,
    // TextField ties this text to the input by aria-describedby, so it is read out with it.
    helperText: problem ?? props.hint,
    onBlur: (event: FocusEvent) => {
      if (goesOnToInput(event)) {
        props.onLeave();
      }
    },
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      props.onChange(event.target.value),
  };
  if (choices.length === 0) {
    return (
      <TextField
        {...common}
        inputProps={{ autoComplete: 'off', spellCheck: false }}
      />
    );
  }
  if (choices.length === 1 && choices[0] === value) {
    return (
      <TextField
        {...common}
        InputProps={{ readOnly: true, disableUnderline: true }}
      />
    );
  }
  return (
    <TextField {...common} select SelectProps={{ native: true }}>
      {!choices.includes(value) && <option value={value}>{value}</option>}
      {choices.map(choice => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </TextField>
  );
};
