using Microsoft.Extensions.Configuration;

namespace Chatbot.Tests;

/// <summary>Where the settings come from.</summary>
public sealed class SettingsFilesTests
{
    [Fact]
    public async Task No_folder_of_the_program_is_watched_for_changes()
    {
        List<FileConfigurationSource> files = [];
        await using var app = Program.Build(
            ["--environment", "Development", "--Simulator:Enabled=true"],
            builder => files.AddRange(((IConfigurationBuilder)builder.Configuration).Sources.OfType<FileConfigurationSource>()));

        files.ShouldNotBeEmpty();
        files.ShouldAllBe(file => !file.ReloadOnChange);
    }
}
