import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fingerprintOf, keptSecrets, type ReadSecrets } from '../links/secrets.ts';

/** The secrets of that id in Secrets Manager, read again as often as `keptSecrets` says. */
export function secretOf(id: string): ReadSecrets {
  const client = new SecretsManagerClient({});
  let last = '';
  return keptSecrets(async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (!SecretString) throw new Error('The secret that signs links is empty');
    const secret = fingerprintOf(SecretString);
    // says that this function has noticed a change
    if (secret !== last) console.log(JSON.stringify({ event: 'secret', secret }));
    last = secret;
    return SecretString;
  });
}
