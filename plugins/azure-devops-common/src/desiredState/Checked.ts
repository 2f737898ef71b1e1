/** Content of a configuration file that its schema has accepted. */
export interface Checked<Configuration> {
  readonly file: string;
  readonly configuration: Configuration;
}
