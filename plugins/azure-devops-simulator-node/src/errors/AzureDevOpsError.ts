/** An error as Azure DevOps reports it: status, message (often with a TF or VS code) and a type key. */
export class AzureDevOpsError extends Error {
  readonly status: number;
  readonly typeKey: string;
  readonly typeNamespace: string;
  readonly eventId: number;
  /** Fields that some errors carry besides the usual ones. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(options: {
    readonly status: number;
    readonly typeKey: string;
    readonly message: string;
    readonly typeNamespace?: string;
    readonly eventId?: number;
    readonly details?: Readonly<Record<string, unknown>>;
  }) {
    super(options.message);
    this.name = 'AzureDevOpsError';
    this.status = options.status;
    this.typeKey = options.typeKey;
    this.typeNamespace =
      options.typeNamespace ?? 'Microsoft.VisualStudio.Services.Common';
    this.eventId = options.eventId ?? 3000;
    this.details = options.details ?? {};
  }

  /** The body of the answer. */
  toJSON(): Readonly<Record<string, unknown>> {
    return {
      $id: '1',
      innerException: null,
      message: this.message,
      typeName: `${this.typeNamespace}.${this.typeKey}, ${this.typeNamespace}`,
      typeKey: this.typeKey,
      errorCode: 0,
      eventId: this.eventId,
      ...this.details,
    };
  }
}

/** An error by status, .NET namespace, type and message. */
export const errorOf = (
  status: number,
  typeNamespace: string,
  typeKey: string,
  message: string,
) => new AzureDevOpsError({ status, typeNamespace, typeKey, message });
