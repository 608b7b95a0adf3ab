import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** The secret of that id, fetched once for as long as the function stays warm. */
export function secretOf(id: string): () => Promise<string> {
  const client = new SecretsManagerClient({});
  let fetched: Promise<string> | undefined;
  const fetch = async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (!SecretString) throw new Error('The secret that signs links is empty');
    return SecretString;
  };
  return () => {
    fetched ??= fetch().catch((error) => {
      fetched = undefined;
      throw error;
    });
    return fetched;
  };
}
