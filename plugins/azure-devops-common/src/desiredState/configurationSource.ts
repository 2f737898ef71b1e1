/** Where a value of the desired state comes from, for messages. @public */
export interface ConfigurationSource {
  readonly file: string;
  readonly keyPath: readonly (string | number)[];
}
