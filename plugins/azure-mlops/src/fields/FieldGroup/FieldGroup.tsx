import { MarkdownContent } from '@backstage/core-components';
import Divider from '@material-ui/core/Divider';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    marginTop: theme.spacing(1),
  },
  title: { marginBottom: theme.spacing(0.5) },
  // As the form writes the descriptions of its other fields.
  description: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.caption.fontSize,
    '& :first-child': { marginTop: 0 },
    '& :last-child': { marginBottom: 0 },
  },
}));

/** Several inputs that make up one field of a form, under the field's title and description. */
export const FieldGroup = (props: {
  readonly id: string;
  readonly title?: string;
  readonly description?: string;
  readonly children: ReactNode;
}) => {
  const classes = useStyles();
  const titleId = `${props.id}-title`;
  return (
    <div
      id={props.id}
      role="group"
      aria-labelledby={props.title ? titleId : undefined}
      className={classes.root}
    >
      {props.title && (
        <div>
          <Typography id={titleId} variant="h5" className={classes.title}>
            {props.title}
          </Typography>
          <Divider />
        </div>
      )}
      {props.description && (
        <MarkdownContent
          content={props.description}
          className={classes.description}
        />
      )}
      {props.children}
    </div>
  );
};
