# expected: zipimport.ZipImportError or any error
import zipimport
zipimport.zipimporter("/etc/ssl/certs/java/cacerts")
