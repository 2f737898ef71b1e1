import {
  type EnvironmentAnswer,
  findEnvironmentAnswerProblems,
  NO_ENVIRONMENT,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import { useState } from 'react';
import { FieldGroup } from '../FieldGroup';
import { EnvironmentRow } from './EnvironmentRow';
import {
  addEnvironment,
  moveEnvironment,
  readEnvironments,
  removeEnvironment,
  replaceEnvironment,
} from './environments';
import type { environmentsSchema } from './environmentsSchema';
import { rowControlId } from './rowControlId';
import { useFocusAfterUpdate } from './useFocusAfterUpdate';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  add: { alignSelf: 'flex-start' },
  // Seen by nobody, read out by screen readers.
  announcement: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
}));

/** Edits the list of environments: order is the order of deployment. */
export const EnvironmentsField = (props: typeof environmentsSchema.TProps) => {
  const { idSchema, uiSchema, schema, rawErrors = [] } = props;
  const classes = useStyles();
  const fieldId = idSchema.$id;
  const addId = `${fieldId}-add`;
  const disabled = Boolean(props.disabled || props.readonly);
  const environments = readEnvironments(props.formData);
  const { announcement, isVisited, visit, change } =
    useEnvironmentsEditor(props);
  const problems = findEnvironmentAnswerProblems(environments);
  const problemsOf = (index: number) =>
    Object.fromEntries(
      problems
        .filter(problem => problem.index === index)
        .filter(({ part }) => rawErrors.length > 0 || isVisited(index, part))
        .map(({ part, message }) => [part, message]),
    );

  return (
    <FieldGroup
      id={fieldId}
      title={schema.title}
      description={uiSchema['ui:description'] ?? schema.description}
    >
      <ol className={classes.list}>
        {environments.map((environment, index) => (
          <EnvironmentRow
            // Rows have no identity of their own: two may be alike while the user types.
            key={index}
            fieldId={fieldId}
            index={index}
            count={environments.length}
            environment={environment}
            problems={problemsOf(index)}
            disabled={disabled}
            onChange={changed => change.replace(index, changed)}
            onLeave={part => visit(index, part)}
            onMove={to => change.move(index, to)}
            onRemove={() => change.remove(index)}
          />
        ))}
      </ol>
      {environments.length === 0 && (
        <FormHelperText id={`${addId}-problem`} error>
          {NO_ENVIRONMENT}
        </FormHelperText>
      )}
      <Button
        id={addId}
        className={classes.add}
        variant="outlined"
        startIcon={<AddIcon />}
        disabled={disabled}
        aria-describedby={
          environments.length === 0 ? `${addId}-problem` : undefined
        }
        onClick={change.add}
      >
        Add environment
      </Button>
      <div role="status" className={classes.announcement}>
        {announcement}
      </div>
    </FieldGroup>
  );
};

/** What the user can do to the list, and where that leaves the focus and the messages. */
function useEnvironmentsEditor(props: typeof environmentsSchema.TProps) {
  const fieldId = props.idSchema.$id;
  const environments = readEnvironments(props.formData);
  const [announcement, setAnnouncement] = useState('');
  const [visited, setVisited] = useState<readonly string[]>([]);
  const focus = useFocusAfterUpdate();
  const emit = (changed: readonly EnvironmentAnswer[]) =>
    props.onChange(
      changed.map(({ name, approvers }) => ({
        name,
        approvers: [...approvers],
      })),
    );
  const nameOf = (index: number) =>
    environments[index]?.name || `Environment ${index + 1}`;

  return {
    announcement,
    isVisited: (index: number, part: keyof EnvironmentAnswer) =>
      visited.includes(`${index}-${part}`),
    visit: (index: number, part: keyof EnvironmentAnswer) =>
      setVisited([...visited, `${index}-${part}`]),
    change: {
      replace: (index: number, environment: EnvironmentAnswer) =>
        emit(replaceEnvironment(environments, index, environment)),
      add: () => {
        emit(addEnvironment(environments));
        focus([rowControlId(fieldId, environments.length, 'name')]);
      },
      move: (from: number, to: number) => {
        emit(moveEnvironment(environments, from, to));
        // The focus goes with the row, so that pressing the key again moves it on.
        const sameButton = to < from ? 'up' : 'down';
        const otherButton = to < from ? 'down' : 'up';
        focus([
          rowControlId(fieldId, to, sameButton),
          rowControlId(fieldId, to, otherButton),
        ]);
        setAnnouncement(
          `${nameOf(from)} is now ${to + 1} of ${environments.length}.`,
        );
      },
      remove: (index: number) => {
        emit(removeEnvironment(environments, index));
        setVisited([]);
        focus([`${fieldId}-add`]);
        setAnnouncement(`${nameOf(index)} removed.`);
      },
    },
  };
}
