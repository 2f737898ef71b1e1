import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  address: {
    fontFamily: 'monospace',
    overflowWrap: 'anywhere',
    color: theme.palette.text.primary,
  },
}));

/** The address that the new repository is going to have, while the form is filled in. */
export const RepositoryPreview = (props: {
  readonly id: string;
  readonly url: string | undefined;
}) => {
  const classes = useStyles();
  const labelId = `${props.id}-preview-label`;
  return (
    <div>
      <Typography id={labelId} variant="caption" color="textSecondary">
        The repository will be at
      </Typography>
      <Typography variant="body2" className={classes.address}>
        <output aria-labelledby={labelId} htmlFor={props.id}>
          {props.url ?? '…'}
        </output>
      </Typography>
    </div>
  );
};
