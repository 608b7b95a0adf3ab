import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fingerprintOf, keptSecrets, type ReadSecrets } from '#links/secrets.ts';

/**
 * The secrets of that id in Secrets Manager, read again as often as `keptSecrets` says.
 * @param noticed is told the fingerprint of what was read, whenever it is another
 */
export function secretOf(id: string, noticed: (fingerprint: string) => void): ReadSecrets {
  const client = new SecretsManagerClient({});
  let last = '';
  return keptSecrets(async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (!SecretString) throw new Error('The secret that signs links is empty');
    const fingerprint = fingerprintOf(SecretString);
    if (fingerprint !== last) noticed(fingerprint);
    last = fingerprint;
    return SecretString;
  });
}
